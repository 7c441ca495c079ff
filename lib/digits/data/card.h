// dataset.json: what a folder says about the data set in it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace digits::data {

/// The members of dataset.json, each optional.
struct Card {
  std::string name;
  std::string note;       ///< one line to print beside every score
  std::string sample_of;  ///< SHA-256 of the training images this set was taken from
};

/// The card of `folder`; empty if it has none. Throws InputError if the file is not a JSON object
/// or a member is not text.
std::optional<Card> read_card(const std::filesystem::path& folder);

/// Writes the card of `folder`. Throws OutputError.
void write_card(const std::filesystem::path& folder, const Card& card);

}  // namespace digits::data
