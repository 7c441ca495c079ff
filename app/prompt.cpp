#include "prompt.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <digits/report/percent.h>

namespace digits::app {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  std::size_t end = line.find_last_not_of(kBlanks) + 1;
  if (line[end - 1] == '\\' && end < line.size()) ++end;  // an escaped blank belongs to the name
  return line.substr(first, end - first);
}

/// Whether a backslash before `next` was put there by a shell: nobody escapes letters and digits,
/// and between double quotes few characters need it.
bool is_escaped(char quote, char next) {
  if (quote == '\'') return false;
  if (quote == '"') return std::string_view("\"\\$`").find(next) != std::string_view::npos;
  const bool alphanumeric =
      (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
  return !alphanumeric;
}

/// `text` without a shell's quotes and backslashes; nothing if a quote is never closed.
std::optional<std::string> unquoted(std::string_view text) {
  std::string result;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size() && is_escaped(quote, text[i + 1])) {
      result += text[++i];
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote != '\0' && c == quote) {
      quote = '\0';
    } else {
      result += c;
    }
  }
  if (quote != '\0') return std::nullopt;
  return result;
}

std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      result += static_cast<char>(byte);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string with_article(const std::string& label) {
  const bool vowel =
      !label.empty() && std::string_view("8AEIOaeio").find(label[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + label;
}

std::string percentage(double probability) {
  return probability >= 0.9995 ? "more than 99.9 %" : report::percent(probability);
}

const char* beginning(predict::Rejection rejection) {
  switch (rejection) {
    case predict::Rejection::kNotDigits:
      return "I do not think that this is a number: at best";
    case predict::Rejection::kUnsure:
      return "I am not sure enough: perhaps";
    case predict::Rejection::kMisfit:
      return "This does not fit the rule: it looks like";
    case predict::Rejection::kNone:
      break;
  }
  return "This looks like";
}

std::string line_in_words(const predict::Line& line, std::size_t top_k) {
  const predict::Text& shown = line.is_read() ? line.text : line.guess;
  const bool is_single = line.characters.size() == 1;
  std::string words = fmt::format("{} {} ({} sure).", beginning(line.rejection),
                                  is_single ? with_article(shown.string) : shown.string,
                                  percentage(shown.probability));
  if (!is_single) return words;
  const char* before = " Otherwise: ";
  for (const predict::Candidate& other : line.characters.front().alternatives(top_k - 1)) {
    words += fmt::format("{}{} ({})", before, other.label, percentage(other.probability));
    before = ", ";
  }
  return words;
}

}  // namespace

std::filesystem::path path_from_line(std::string_view line, const std::string& home) {
  constexpr std::string_view kFileUrl = "file://";
  constexpr std::string_view kLocalFileUrl = "file://localhost/";
  const std::string_view text = trimmed(line);
  std::string path = unquoted(text).value_or(std::string(text));
  if (path.starts_with(kLocalFileUrl))
    return percent_decoded(path.substr(kLocalFileUrl.size() - 1));
  if (path.starts_with(kFileUrl)) return percent_decoded(path.substr(kFileUrl.size()));
  if (path == "~" || path.starts_with("~/")) return home + path.substr(1);
  return path;
}

std::string answer_in_words(const std::string& name, const predict::Reading& reading,
                            std::size_t top_k) {
  std::string words;
  for (const predict::Line& line : reading.lines) {
    if (!words.empty()) words += '\n';
    words += line_in_words(line, top_k);
  }
  return words.empty() ? fmt::format("I could not find a digit in {}.", name) : words;
}

void converse(const Conversation& conversation) {
  while (true) {
    conversation.ask();
    const std::optional<std::string> line = conversation.read_line();
    if (!line) return;
    const std::filesystem::path path = path_from_line(*line, conversation.home);
    if (path.empty()) return;
    conversation.answer(path);
  }
}

}  // namespace digits::app
