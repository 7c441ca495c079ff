// Answers to pictures as text, JSON, JSON Lines, CSV or TSV.
#pragma once

#include <cstddef>
#include <string>

#include <digits/predict/reader.h>

namespace digits::report {

enum class ReadingFormat { kText, kJson, kJsonLines, kCsv, kTsv };

/// What the text format says of a picture without a digit, in the place of its text.
inline constexpr const char* kBlankLabel = "blank";

/// The same of a line that is rejected.
inline constexpr const char* kRejectedLabel = "rejected";

/// "not a digit", "unsure", "does not fit the rule"; empty for a line that is read.
std::string reason(predict::Rejection rejection);

/// Formats the readings of pictures one after another; header(), the rows and footer() together are
/// one document. Boxes are in pixels of the upright picture, (0,0) its upper left corner.
/// Probabilities have 4 decimals in text and 6 elsewhere.
///
/// Text: of each line the file, the text and its probability, tabs between them. Then, of a line
/// of several digits, the probability of each, blanks between; of a single digit the second to
/// `top_k`-th best label and their probabilities. A rejected line has `kRejectedLabel`, the reason,
/// and then its guess as if it were read.
///
/// CSV and TSV, one row for each line: file, line (from 1), status ("read", "rejected", "blank"),
/// text, probability (both empty unless it is read), guess, guess_probability (the likeliest text
/// under no rule), digit_probabilities (blanks between), x, y, width, height (of its box), reason.
/// A picture without a line has one row, of line 0. TSV has blanks for tabs and line ends in names.
///
/// JSON: an array of objects with `file`, `width`, `height` and `lines`; each line with `status`,
/// `reason` (null if read), `text`, `probability` (both null unless it is read), `guess` and
/// `guess_probability`, `box` (x, y, width, height) and `digits`: `label`, `probability`, `box`
/// and `candidates`, all classes as `label`, `probability` and the network's `score`, most probable
/// first; none for separators. JSON Lines: the same objects, one a line.
class ReadingFormatter {
 public:
  ReadingFormatter(ReadingFormat format, std::size_t top_k);

  std::string header() const;
  std::string rows(const std::string& name, const predict::Reading& reading);
  std::string footer() const;

 private:
  ReadingFormat format_;
  std::size_t top_k_;
  std::size_t pictures_ = 0;
};

}  // namespace digits::report
