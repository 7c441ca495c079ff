#include <digits/train/precision_scope.h>

#include <ATen/autocast_mode.h>

namespace digits::train {

PrecisionScope::PrecisionScope(Precision precision, c10::DeviceType device)
    : device_(device),
      was_enabled_(at::autocast::is_autocast_enabled(device)),
      earlier_type_(at::autocast::get_autocast_dtype(device)) {
  at::autocast::set_autocast_enabled(device, precision == Precision::kBFloat16);
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
}

PrecisionScope::~PrecisionScope() {
  at::autocast::clear_cache();  // of weights in bfloat16, which the next update changes
  at::autocast::set_autocast_dtype(device_, earlier_type_);
  at::autocast::set_autocast_enabled(device_, was_enabled_);
}

}  // namespace digits::train
