// Progress on standard error: a live bar on a terminal, elsewhere one line for each finished step.
// Nothing else knows about terminals but `digits predict`, which asks for pictures on one. It uses
// no colours, so NO_COLOR has nothing to turn off.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <unistd.h>

namespace digits::app {

enum class ProgressUnit { kImages, kBytes };
enum class Verbosity { kNormal, kQuiet };

/// What a bar shows at one moment.
struct ProgressState {
  std::string title;         ///< such as "Epoch 3/10"
  std::string details = {};  ///< such as "loss 0.0975 acc 97.05%"; may be empty
  std::int64_t done = 0;     ///< of `total`, in units
  std::int64_t total = 0;    ///< 0 if unknown: then no bar, no percentage, no ETA
  double rate = 0;           ///< units per second; 0 if not known yet
};

/// One line of at most `width` columns, without a line break:
/// `Epoch 3/10 [=====>   ] 54% loss 0.0975 acc 97.05% 118k img/s ETA 0:02`. In a narrow window
/// first the bar is given up, then the end of the line.
std::string format_progress(const ProgressState& state, ProgressUnit unit, std::size_t width);

/// A duration as m:ss or h:mm:ss.
std::string format_duration(std::chrono::seconds duration);

/// A speed such as "118k img/s" or "5.1 MB/s".
std::string format_rate(double per_second, ProgressUnit unit);

struct ProgressOptions {
  ProgressUnit unit = ProgressUnit::kImages;
  Verbosity verbosity = Verbosity::kNormal;  ///< quiet: no bar and no lines of finished steps
  int descriptor = STDERR_FILENO;
};

/// Shows one step of work after another. Nothing it does can fail: progress that cannot be written
/// is not worth stopping for.
class Progress {
 public:
  explicit Progress(const ProgressOptions& options = {});
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Removes the bar, so that an error or an interruption leaves a clean line.
  ~Progress();

  /// Starts a step of `total` units (0: unknown), of which `done` were there before.
  void begin(const std::string& title, std::int64_t total, std::int64_t done = 0);
  /// Whether update() would draw now. For callers to whom the details cost something: about ten
  /// times a second on a terminal, else never.
  bool is_due() const;
  /// Draws the bar if it is due.
  void update(std::int64_t done, const std::string& details = {});
  /// Ends the step: `line` takes the place of the bar, and is all that is shown without a terminal.
  void finish(std::string_view line);
  /// Removes the bar until it is next due, so that something else can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  void write(std::string_view text) const;
  std::size_t window_width() const;

  ProgressOptions options_;
  bool live_;
  bool drawn_ = false;
  ProgressState state_;
  std::int64_t done_before_ = 0;
  Clock::time_point begun_;
  Clock::time_point next_draw_ = Clock::time_point::max();
};

}  // namespace digits::app
