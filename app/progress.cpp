#include "progress.h"

#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>

namespace digits::app {
namespace {

constexpr std::chrono::milliseconds kDrawInterval{100};
constexpr std::size_t kWidestBar = 30;
constexpr std::size_t kNarrowestBar = 5;
constexpr std::string_view kEraseLine = "\r\x1b[K";

/// `done` / `total` in [0,1].
double fraction(const ProgressState& state) {
  const double share = static_cast<double>(state.done) / static_cast<double>(state.total);
  return std::clamp(share, 0.0, 1.0);
}

std::string bar(double share, std::size_t cells) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(cells));
  std::string text(filled, '=');
  if (filled < cells) text += '>';
  text.resize(cells, ' ');
  return fmt::format(" [{}]", text);
}

std::string after_bar(const ProgressState& state, ProgressUnit unit) {
  std::string text;
  if (state.total > 0) text += fmt::format(" {}%", static_cast<int>(100 * fraction(state)));
  if (!state.details.empty()) text += ' ' + state.details;
  if (state.rate > 0) {
    text += ' ' + format_rate(state.rate, unit);
    if (state.total > 0) {
      const auto left = static_cast<double>(std::max<std::int64_t>(state.total - state.done, 0));
      const std::chrono::duration<double> remaining(left / state.rate);
      text += " ETA " + format_duration(std::chrono::round<std::chrono::seconds>(remaining));
    }
  }
  return text;
}

bool is_capable_terminal(int descriptor) {
  const char* kind = std::getenv("TERM");
  return ::isatty(descriptor) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

std::string format_duration(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  const auto minutes = seconds / 60;
  if (minutes < 60) return fmt::format("{}:{:02}", minutes, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
}

std::string format_rate(double per_second, ProgressUnit unit) {
  constexpr std::array kPrefixes{"", "k", "M", "G"};
  std::size_t prefix = 0;
  while (per_second >= 999.5 && prefix + 1 < kPrefixes.size()) {
    per_second /= 1000;
    ++prefix;
  }
  const int decimals = per_second < 9.95 ? 1 : 0;
  if (unit == ProgressUnit::kBytes) {
    return fmt::format("{:.{}f} {}B/s", per_second, decimals, kPrefixes.at(prefix));
  }
  return fmt::format("{:.{}f}{} img/s", per_second, decimals, kPrefixes.at(prefix));
}

std::string format_progress(const ProgressState& state, ProgressUnit unit, std::size_t width) {
  constexpr std::size_t kBrackets = 3;
  const std::string rest = after_bar(state, unit);
  const std::size_t taken = state.title.size() + rest.size() + kBrackets;
  std::string line = state.title;
  if (state.total > 0 && width >= taken + kNarrowestBar) {
    line += bar(fraction(state), std::min(width - taken, kWidestBar));
  }
  line += rest;
  return line.substr(0, width);
}

Progress::Progress(const ProgressOptions& options)
    : options_(options),
      live_(options.verbosity == Verbosity::kNormal && is_capable_terminal(options.descriptor)) {}

Progress::~Progress() { clear(); }

void Progress::begin(const std::string& title, std::int64_t total, std::int64_t done) {
  clear();
  state_ = {.title = title, .done = done, .total = total};
  done_before_ = done;
  begun_ = Clock::now();
  next_draw_ = begun_ + kDrawInterval;
}

bool Progress::is_due() const { return live_ && Clock::now() >= next_draw_; }

void Progress::update(std::int64_t done, const std::string& details) {
  if (!is_due()) return;
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  state_.done = done;
  state_.details = details;
  state_.rate = static_cast<double>(done - done_before_) / seconds;
  // The last column stays empty: some terminals wrap when it is written.
  const std::string line = format_progress(state_, options_.unit, window_width() - 1);
  write(fmt::format("{}{}", kEraseLine, line));
  drawn_ = true;
  next_draw_ = now + kDrawInterval;
}

void Progress::finish(std::string_view line) {
  clear();
  if (options_.verbosity == Verbosity::kNormal) write(fmt::format("{}\n", line));
}

void Progress::clear() {
  if (drawn_) write(kEraseLine);
  drawn_ = false;
}

void Progress::write(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t written = ::write(options_.descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t Progress::window_width() const {
  constexpr std::size_t kUnknown = 80;
  winsize size{};
  if (::ioctl(options_.descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUnknown;
  return size.ws_col;
}

}  // namespace digits::app
