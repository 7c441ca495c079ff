#include "result_folder.h"

#include "options.h"

namespace digits::app {

void add_result_folder_options(cxxopts::Options& options, const std::string& name) {
  const auto text = [](const std::string& fallback) {
    return cxxopts::value<std::string>()->default_value(fallback);
  };
  auto add = options.add_options();
  add("output", "parent of the result folder", text("runs"), "DIR");
  add("name", "name of the result folder", text(name), "NAME");
  add("exist-ok", "use the folder of that name even if it exists, and replace its results");
}

ResultFolder result_folder(const cxxopts::ParseResult& parsed) {
  return {.parent = text_option(parsed, "output"),
          .name = text_option(parsed, "name"),
          .existing = flag_option(parsed, "exist-ok") ? core::ExistingFolder::kReuse
                                                      : core::ExistingFolder::kNumber};
}

}  // namespace digits::app
