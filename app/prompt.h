// The conversation of `digits predict` without arguments: a path in, an answer in plain words out.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <digits/predict/reader.h>

namespace digits::app {

/// The path meant by a line as people type and paste it: blanks around it, quotes as a shell or a
/// file manager puts them, backslashes before blanks, a leading `~` (`home`), file:// URLs. A quote
/// that is never closed is part of the name. Empty if the line holds nothing.
std::filesystem::path path_from_line(std::string_view line, const std::string& home);

/// A sentence for each line: "This looks like a 7 (99.9 % sure)."; of a single digit, with `top_k`
/// above 1, also the next best. For a picture without a digit, or a line that is rejected, it says
/// so.
std::string answer_in_words(const std::string& name, const predict::Reading& reading,
                            std::size_t top_k);

/// One question and answer after another.
struct Conversation {
  std::function<void()> ask;
  /// The next line, nothing at the end of the input.
  std::function<std::optional<std::string>()> read_line;
  /// Answers one path. Failures are its own business: the conversation goes on.
  std::function<void(const std::filesystem::path&)> answer;
  std::string home;  ///< what `~` stands for
};

/// Asks until a line is empty or the input ends.
void converse(const Conversation& conversation);

}  // namespace digits::app
