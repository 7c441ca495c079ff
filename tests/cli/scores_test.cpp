// The scores of models/README.md, reached anew: takes as long as trainings take.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <digits/core/file.h>

#include "program.h"

namespace digits::test {
namespace {

class Scores : public testing::Test {
 protected:
  void SetUp() override {
    const char* root = std::getenv("DIGITS_DATA_DIR");
    if (root == nullptr || !std::filesystem::is_directory(std::filesystem::path(root) / "mnist")) {
      GTEST_SKIP() << "no mnist in DIGITS_DATA_DIR";
    }
  }

  void run(const std::vector<std::string>& arguments) {
    const ProcessResult result = run_digits(arguments, {.folder = folder_.path()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  double test_accuracy(const std::string& evaluation) {
    const core::Bytes text = core::read_file(folder_ / evaluation / "metrics.json", 1 << 20);
    return nlohmann::json::parse(text).at("accuracy");
  }

  TemporaryFolder folder_;
};

TEST_F(Scores, TheReferenceRecipeReachesItsAccuracy) {
  run({"train", "--data", "mnist", "--quiet"});
  run({"evaluate", "runs/train", "--data", "mnist"});
  EXPECT_GT(test_accuracy("runs/evaluate"), 0.965);
}

TEST_F(Scores, TheShippedModelHasTheAccuracyOfItsCard) {
  run({"evaluate", "--data", "mnist"});
  EXPECT_NEAR(test_accuracy("runs/evaluate"), 0.9744, 0.0002);
}

}  // namespace
}  // namespace digits::test
