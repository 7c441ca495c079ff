#include <digits/data/card.h>

#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/json.h>

namespace digits::data {
namespace {

constexpr const char* kFileName = "dataset.json";
constexpr std::uint64_t kMaxBytes = 65536;

}  // namespace

std::optional<Card> read_card(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kFileName;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  const core::Bytes content = core::read_file(path, kMaxBytes);
  try {
    const auto json = nlohmann::json::parse(content);
    return Card{.name = core::one_line(json.value("name", "")),
                .note = core::one_line(json.value("note", "")),
                .sample_of = core::one_line(json.value("sample_of", ""))};
  } catch (const nlohmann::json::exception& error) {
    throw core::InputError(
        fmt::format("{}: is not a data set's description: {}", path.string(), error.what()));
  }
}

void write_card(const std::filesystem::path& folder, const Card& card) {
  const nlohmann::ordered_json json{
      {"name", card.name}, {"note", card.note}, {"sample_of", card.sample_of}};
  core::write_file(folder / kFileName, core::to_text(json, 2) + "\n");
}

}  // namespace digits::data
