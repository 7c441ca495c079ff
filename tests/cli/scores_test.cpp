// The scores of models/README.md, reached anew: takes as long as trainings take.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <digits/core/file.h>
#include <digits/data/catalogue.h>
#include <digits/data/verify.h>

#include "program.h"

namespace digits::test {
namespace {

class Scores : public testing::Test {
 protected:
  void SetUp() override {
    const char* root = std::getenv("DIGITS_DATA_DIR");
    if (root == nullptr) GTEST_SKIP() << "DIGITS_DATA_DIR is not set: no real data to train on";
    // A fetch that was cut short leaves a part of the files.
    if (!data::all_ok(data::verify(data::require_known(data::kMnist),
                                   std::filesystem::path(root) / "mnist"))) {
      GTEST_SKIP() << "no mnist in " << root;
    }
  }

  void run(const std::vector<std::string>& arguments) {
    const ProcessResult result =
        run_digits(arguments, {.folder = folder_.path(), .timeout = std::chrono::minutes(20)});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  /// Of the last epoch, measured while training.
  double training_accuracy(const std::string& training) {
    const core::Bytes text = core::read_file(folder_ / training / "results.csv", 1 << 20);
    std::istringstream lines({text.begin(), text.end()});
    std::string header;
    std::string line;
    std::getline(lines, header);
    EXPECT_TRUE(header.starts_with("epoch,train_loss,train_accuracy,")) << header;
    std::string last;
    while (std::getline(lines, line)) last = line;
    return std::stod(last.substr(last.find(',', last.find(',') + 1) + 1));
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
  EXPECT_GT(training_accuracy("runs/train"), 0.985);
  EXPECT_GT(test_accuracy("runs/evaluate"), 0.970);
}

TEST_F(Scores, TheShippedModelsHaveTheAccuracyOfTheirCards) {
  const std::map<std::string, double> cards{{"reference", 0.9744},    {"mlp", 0.9917},
                                            {"cnn-small", 0.9967},    {"cnn", 0.9971},
                                            {"cnn-ensemble", 0.9974}, {"reader", 0.9943}};
  for (const auto& [name, accuracy] : cards) {
    run({"evaluate", name, "--data", "mnist", "--name", name});
    EXPECT_NEAR(test_accuracy("runs/" + name), accuracy, 0.0002) << name;
  }
}

}  // namespace
}  // namespace digits::test
