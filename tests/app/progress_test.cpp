#include <app/progress.h>

#include <pty.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::app {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

ProgressState half_way() {
  return {.title = "Epoch 3/10",
          .details = "loss 0.0975 acc 97.05%",
          .done = 32400,
          .total = 60000,
          .rate = 118000};
}

TEST(FormatProgress, ShowsTitleBarDetailsSpeedAndTimeLeft) {
  EXPECT_EQ(format_progress(half_way(), ProgressUnit::kImages, 80),
            "Epoch 3/10 [==========>         ] 54% loss 0.0975 acc 97.05% 118k img/s ETA 0:00");
  EXPECT_EQ(format_progress({.title = "a.gz", .done = 5, .total = 5, .rate = 5.1e6},
                            ProgressUnit::kBytes, 40),
            "a.gz [==========] 100% 5.1 MB/s ETA 0:00");
}

TEST(FormatProgress, GivesUpTheBarAndThenTheEndInANarrowWindow) {
  EXPECT_EQ(format_progress(half_way(), ProgressUnit::kImages, 60),
            "Epoch 3/10 54% loss 0.0975 acc 97.05% 118k img/s ETA 0:00");
  EXPECT_EQ(format_progress(half_way(), ProgressUnit::kImages, 14), "Epoch 3/10 54%");
  EXPECT_EQ(format_progress(half_way(), ProgressUnit::kImages, 0), "");
  for (std::size_t width = 0; width < 120; ++width) {
    EXPECT_LE(format_progress(half_way(), ProgressUnit::kImages, width).size(), width);
  }
}

TEST(FormatProgress, ShowsOnlyWhatIsKnown) {
  ProgressState state{.title = "a.gz", .done = 0, .total = 0, .rate = 0};
  EXPECT_EQ(format_progress(state, ProgressUnit::kBytes, 80), "a.gz");
  state.rate = 999;
  EXPECT_EQ(format_progress(state, ProgressUnit::kBytes, 80), "a.gz 999 B/s");
  state.total = 10;
  state.done = 12;  // more than promised
  EXPECT_THAT(format_progress(state, ProgressUnit::kBytes, 40), HasSubstr("100%"));
}

TEST(FormatDuration, CountsHoursWhenThereAreAny) {
  EXPECT_EQ(format_duration(seconds(2)), "0:02");
  EXPECT_EQ(format_duration(seconds(3599)), "59:59");
  EXPECT_EQ(format_duration(seconds(3723)), "1:02:03");
}

TEST(FormatRate, HasThreeFiguresAtMost) {
  EXPECT_EQ(format_rate(0.25, ProgressUnit::kImages), "0.2 img/s");
  EXPECT_EQ(format_rate(42, ProgressUnit::kImages), "42 img/s");
  EXPECT_EQ(format_rate(999.6, ProgressUnit::kImages), "1.0k img/s");
  EXPECT_EQ(format_rate(118000, ProgressUnit::kImages), "118k img/s");
  EXPECT_EQ(format_rate(2.5e9, ProgressUnit::kBytes), "2.5 GB/s");
}

/// A descriptor that progress is written to, and the end at which to read it back.
class Screen {
 public:
  enum Kind { kPipe, kTerminal };
  explicit Screen(Kind kind, unsigned short columns = 80) {
    if (kind == kTerminal) {
      const winsize size{.ws_row = 24, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
      EXPECT_EQ(::openpty(&reader_, &writer_, nullptr, nullptr, &size), 0);
    } else {
      std::array<int, 2> ends{};
      EXPECT_EQ(::pipe(ends.data()), 0);
      reader_ = ends[0];
      writer_ = ends[1];
    }
    ::setenv("TERM", "xterm", 1);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen() {
    ::close(reader_);
    ::close(writer_);
  }
  int descriptor() const { return writer_; }
  /// What has been written since the last call. A terminal passes it on in its own time, so a mark
  /// is sent after it.
  std::string text() const {
    constexpr char kMark = '\x06';
    EXPECT_EQ(::write(writer_, &kMark, 1), 1);
    std::string text;
    while (!text.ends_with(kMark)) {
      char c = kMark;
      if (::read(reader_, &c, 1) != 1) return "nothing could be read";
      text += c;
    }
    text.pop_back();
    return text;
  }

 private:
  int reader_ = -1;
  int writer_ = -1;
};

void wait_until_due(const Progress& progress) {
  while (!progress.is_due()) std::this_thread::yield();
}

TEST(Progress, DrawsABarOnATerminalAndReplacesItByTheLastLine) {
  const Screen screen(Screen::kTerminal, 60);
  Progress progress({.descriptor = screen.descriptor()});
  progress.begin("Epoch 1/2", 100);
  wait_until_due(progress);
  progress.update(50, "loss 1");
  const std::string bar = screen.text();
  EXPECT_TRUE(bar.starts_with("\r\x1b[KEpoch 1/2 [")) << bar;
  EXPECT_THAT(bar, HasSubstr("50% loss 1"));
  EXPECT_LE(bar.size(), std::string_view("\r\x1b[K").size() + 59);
  progress.finish("Epoch 1/2 loss 1");
  EXPECT_EQ(screen.text(), "\r\x1b[KEpoch 1/2 loss 1\r\n");
}

TEST(Progress, RemovesTheBarWhenItGoesAway) {
  const Screen screen(Screen::kTerminal);
  {
    Progress progress({.descriptor = screen.descriptor()});
    progress.begin("Epoch 1/2", 100);
    wait_until_due(progress);
    progress.update(50);
    screen.text();
  }
  EXPECT_EQ(screen.text(), "\r\x1b[K");
}

TEST(Progress, MakesWayUntilItIsNextDue) {
  const Screen screen(Screen::kTerminal);
  Progress progress({.descriptor = screen.descriptor()});
  progress.begin("Epoch 1/2", 100);
  wait_until_due(progress);
  progress.update(50);
  screen.text();
  progress.clear();
  EXPECT_EQ(screen.text(), "\r\x1b[K");
  wait_until_due(progress);
  progress.update(60);
  EXPECT_THAT(screen.text(), HasSubstr("60%"));
}

void run_one_step(Progress& progress) {
  const Screen terminal(Screen::kTerminal);
  Progress live({.descriptor = terminal.descriptor()});
  progress.begin("Epoch 1/2", 100);
  live.begin("Epoch 1/2", 100);
  wait_until_due(live);
  EXPECT_FALSE(progress.is_due());
  progress.update(50, "loss 1");
  progress.finish("Epoch 1/2 loss 1");
}

TEST(Progress, IsOneLineAStepWithoutATerminal) {
  const Screen screen(Screen::kPipe);
  Progress progress({.descriptor = screen.descriptor()});
  run_one_step(progress);
  EXPECT_EQ(screen.text(), "Epoch 1/2 loss 1\n");
}

TEST(Progress, IsOneLineAStepOnADumbTerminal) {
  for (const char* kind : {"dumb", ""}) {
    const Screen screen(Screen::kTerminal);
    *kind == '\0' ? ::unsetenv("TERM") : ::setenv("TERM", kind, 1);
    Progress progress({.descriptor = screen.descriptor()});
    run_one_step(progress);
    EXPECT_EQ(screen.text(), "Epoch 1/2 loss 1\r\n");
  }
}

TEST(Progress, IsNothingWhenQuiet) {
  const Screen screen(Screen::kTerminal);
  Progress progress({.verbosity = Verbosity::kQuiet, .descriptor = screen.descriptor()});
  run_one_step(progress);
  EXPECT_EQ(screen.text(), "");
}

TEST(Progress, DoesNotMindThatNobodyCanReadIt) {
  Progress progress({.descriptor = -1});
  progress.begin("Epoch 1/2", 100);
  progress.finish("Epoch 1/2 loss 1");
}

}  // namespace
}  // namespace digits::app
