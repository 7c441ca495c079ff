#include <app/interrupt.h>

#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>

namespace digits::app {
namespace {

void wait_for_stop(const std::stop_token& token) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any changed;
  changed.wait(lock, token, [] { return false; });
}

TEST(Interrupt, TheFirstSignalRequestsAStop) {
  for (const int number : {SIGINT, SIGTERM}) {
    Interrupt interrupt;
    interrupt.defer();
    EXPECT_FALSE(interrupt.token().stop_requested());
    EXPECT_EQ(interrupt.signal(), 0);
    ::kill(::getpid(), number);
    wait_for_stop(interrupt.token());
    EXPECT_EQ(interrupt.signal(), number);
  }
}

TEST(InterruptDeathTest, TheFirstSignalEndsTheProcessWhileThereIsNothingToSave) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        const Interrupt interrupt;
        ::kill(::getpid(), SIGINT);
        while (true) ::pause();
      },
      testing::ExitedWithCode(130), "");
}

TEST(InterruptDeathTest, TheSecondSignalEndsTheProcessAtOnce) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  for (const int number : {SIGINT, SIGTERM}) {
    EXPECT_EXIT(
        {
          Interrupt interrupt;
          interrupt.defer();
          ::kill(::getpid(), SIGINT);
          wait_for_stop(interrupt.token());
          ::kill(::getpid(), number);
          while (true) ::pause();
        },
        testing::ExitedWithCode(128 + number), "");
  }
}

TEST(InterruptDeathTest, SignalsHaveTheirOldMeaningAfterwards) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        { const Interrupt interrupt; }
        ::kill(::getpid(), SIGTERM);
        while (true) ::pause();
      },
      testing::KilledBySignal(SIGTERM), "");
}

TEST(InterruptDeathTest, AJobInTheBackgroundGoesOnIgnoringCtrlC) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(
      {
        std::signal(SIGINT, SIG_IGN);
        Interrupt interrupt;
        interrupt.defer();
        ::kill(::getpid(), SIGINT);
        ::kill(::getpid(), SIGTERM);
        wait_for_stop(interrupt.token());
        ::_exit(interrupt.signal());
      },
      testing::ExitedWithCode(SIGTERM), "");
}

}  // namespace
}  // namespace digits::app
