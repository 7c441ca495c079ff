#include <digits/data/class_list.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/text.h>
#include <digits/data/classes.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = "classes.txt";
constexpr std::uint64_t kMaxBytes = 1 << 20;
constexpr std::size_t kMaxName = 200;  // bytes
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t start = text.find_first_not_of(kBlanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlanks) - start + 1);
}

/// The pieces of `text` between `separator`s, without blanks around them.
std::vector<std::string> pieces_of(std::string_view text, char separator) {
  std::vector<std::string> pieces = core::split(text, separator);
  for (std::string& piece : pieces) piece = std::string(trimmed(piece));
  return pieces;
}

/// How many bytes the character has that starts with `lead` in UTF-8; 0 if none does.
std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

bool is_printable_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(lead);
    if (length == 0 || i + length > text.size() || lead < 0x20 || lead == 0x7f) return false;
    for (std::size_t j = 1; j < length; ++j) {
      if ((static_cast<unsigned char>(text[i + j]) & 0xc0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

/// The largest label and one more.
std::size_t count_classes(std::span<const std::int64_t> labels) {
  return labels.empty() ? 0 : static_cast<std::size_t>(std::ranges::max(labels) + 1);
}

/// Throws InputError that says both numbers unless `list` has a name for each of the labels 0 to
/// the largest of `labels`, and no other unless it may.
void check_fit(const ClassList& list, std::span<const std::int64_t> labels,
               const std::string& labels_source, const ClassNaming& naming) {
  const std::size_t classes = count_classes(labels);
  if (classes == list.names.size()) return;
  if (naming.may_name_more && classes < list.names.size()) return;
  throw core::InputError(fmt::format(
      "{} names {} classes, but the labels of {} go up to {}, which makes {} classes", list.source,
      list.names.size(), labels_source, static_cast<std::int64_t>(classes) - 1, classes));
}

}  // namespace

ClassList read_class_list(const fs::path& path) {
  const core::Bytes content = core::read_file(path, kMaxBytes);
  std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  ClassList list{.names = pieces_of(text, '\n'), .source = path.string()};
  std::erase(list.names, "");
  check_class_names(list.names, list.source);
  return list;
}

ClassList parse_class_list(const std::string& text) {
  std::error_code ignored;
  if (fs::exists(text, ignored)) return read_class_list(text);
  if (text.find(',') == std::string::npos) {
    throw core::InputError(fmt::format(
        "{}: no such file of class names, nor names with commas between them, as in a,b,c", text));
  }
  ClassList list{.names = pieces_of(text, ','), .source = "--classes"};
  check_class_names(list.names, list.source);
  return list;
}

std::optional<ClassList> find_class_list(const fs::path& folder) {
  std::error_code ignored;
  const fs::path path = folder / kFileName;
  if (!fs::exists(path, ignored)) return std::nullopt;
  return read_class_list(path);
}

void check_class_names(std::span<const std::string> names, const std::string& source) {
  if (names.size() < 2 || names.size() > kMostClasses) {
    throw core::InputError(fmt::format("{}: {} class{}, expected 2 to {}", source, names.size(),
                                       names.size() == 1 ? "" : "es", kMostClasses));
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    if (name.empty() || name.size() > kMaxName || !is_printable_utf8(name)) {
      throw core::InputError(
          fmt::format("{}: class {} has no usable name: expected 1 to {} bytes of printable UTF-8",
                      source, i, kMaxName));
    }
    if (!seen.insert(name).second) {
      throw core::InputError(fmt::format("{}: the class name {} occurs twice", source, name));
    }
  }
}

std::vector<std::string> name_classes(std::span<const std::int64_t> labels,
                                      const std::string& labels_source, const ClassNaming& naming,
                                      const std::optional<ClassList>& own) {
  if (const auto& list = naming.given ? naming.given : own) {
    check_fit(*list, labels, labels_source, naming);
    return list->names;
  }
  if (!naming.usual.empty() && naming.usual.size() == count_classes(labels)) return naming.usual;
  return class_names_of(labels, labels_source);
}

}  // namespace digits::data
