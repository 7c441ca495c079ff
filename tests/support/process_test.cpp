#include "process.h"

#include <csignal>

#include <gtest/gtest.h>

#include "temporary_folder.h"

namespace digits::test {
namespace {

ProcessResult shell(const std::string& script, const ProcessOptions& options = {}) {
  return run_process({"/bin/sh", "-c", script}, options);
}

TEST(RunProcess, KeepsStreamsAndExitCode) {
  const ProcessResult result = shell("echo out; echo err >&2; exit 7");
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_EQ(result.signal, 0);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
}

TEST(RunProcess, GivesInputEnvironmentAndFolder) {
  const TemporaryFolder folder;
  const ProcessResult result =
      shell("cat; echo $A${HOME-unset}; pwd", {.environment = {"A=b=c", "HOME"},
                                               .folder = folder.path(),
                                               .input = std::string(1000000, 'x') + "\n"});
  EXPECT_EQ(result.out, std::string(1000000, 'x') + "\nb=cunset\n" + folder.path().string() + "\n");
}

TEST(RunProcess, DoesNotMindInputThatNobodyReads) {
  EXPECT_EQ(shell("exec <&-; exit 3", {.input = std::string(1000000, 'x')}).exit_code, 3);
}

TEST(RunProcess, SendsSignalsWhenTheirLineHasAppeared) {
  const ProcessResult result =
      shell("trap 'echo caught >&2' INT; echo ready; while :; do sleep 0.01; done",
            {.signals = {{"ready", SIGINT}, {"caught", SIGTERM}}});
  EXPECT_EQ(result.signal, SIGTERM);
  EXPECT_EQ(result.err, "caught\n");
}

TEST(RunProcess, LetsInterruptsThroughWhereTheTestIgnoresThem) {
  const auto old_handler = std::signal(SIGINT, SIG_IGN);
  const ProcessResult result = shell("kill -INT $$; echo ignored");
  std::signal(SIGINT, old_handler);
  EXPECT_EQ(result.signal, SIGINT);
  EXPECT_EQ(result.out, "");
}

TEST(RunProcess, KillsWhatTakesTooLong) {
  EXPECT_EQ(run_process({"/bin/sleep", "100"}, {.timeout = std::chrono::seconds(0)}).signal,
            SIGKILL);
}

TEST(RunProcess, ExitsWith127ForAProgramThatIsNotThere) {
  EXPECT_EQ(run_process({"/none"}).exit_code, 127);
}

}  // namespace
}  // namespace digits::test
