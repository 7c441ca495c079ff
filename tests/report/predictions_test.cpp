#include <digits/report/predictions.h>

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

const predict::Prediction kSeven{
    .candidates = {{"7", 0.9987, 0.96}, {"1", 0.0012344, 0.5}, {"9", 0.0000656}}, .input = {}};
const predict::Prediction kUnsure{.candidates = {{"4", 0.6, 0.7}, {"9", 0.3, 0.4}, {"7", 0.1}},
                                  .input = {}};
const predict::Prediction kBlank;

struct Case {
  std::string name;
  predict::Prediction prediction;
};

std::string document(PredictionFormat format, const AnswerOptions& options,
                     const std::vector<Case>& cases) {
  PredictionFormatter formatter(format, options);
  std::string text = formatter.header();
  for (const Case& one : cases) text += formatter.row(one.name, one.prediction);
  return text + formatter.footer();
}

TEST(PredictionFormatter, TextHasTabsBetweenNameLabelAndProbability) {
  EXPECT_EQ(
      document(PredictionFormat::kText, {.top_k = 1}, {{"a.png", kSeven}, {"b c.png", kBlank}}),
      "a.png\t7\t0.9987\nb c.png\tblank\t\n");
  EXPECT_EQ(document(PredictionFormat::kText, {.top_k = 2}, {{"a.png", kSeven}}),
            "a.png\t7\t0.9987\t1\t0.0012\n");
  EXPECT_EQ(document(PredictionFormat::kText, {.top_k = 9}, {{"a.png", kSeven}}),
            "a.png\t7\t0.9987\t1\t0.0012\t9\t0.0001\n");
}

TEST(PredictionFormatter, TextKeepsToOneLineForEachPicture) {
  EXPECT_EQ(document(PredictionFormat::kText, {.top_k = 1}, {{"a\tb\n.png", kSeven}}),
            "a b .png\t7\t0.9987\n");
}

TEST(PredictionFormatter, CsvHasOneHeaderAndRowsOfEqualLength) {
  EXPECT_EQ(
      document(PredictionFormat::kCsv, {.top_k = 2}, {{"a,\"b\".png", kSeven}, {"c.png", kBlank}}),
      "file,label,probability,label2,probability2\n"
      "\"a,\"\"b\"\".png\",7,0.998700,1,0.001234\n"
      "c.png,blank,,,\n");
  EXPECT_EQ(document(PredictionFormat::kCsv, {.top_k = 1}, {}), "file,label,probability\n");
}

TEST(PredictionFormatter, JsonLinesAreOneObjectEach) {
  EXPECT_EQ(
      document(PredictionFormat::kJsonLines, {.top_k = 2}, {{"a.png", kSeven}, {"b.png", kBlank}}),
      R"({"file":"a.png","label":"7","probability":0.9987,"candidates":[)"
      R"({"label":"7","probability":0.9987,"score":0.96},)"
      R"({"label":"1","probability":0.001234,"score":0.5}]})"
      "\n"
      R"({"file":"b.png","label":"blank","probability":null,"candidates":[]})"
      "\n");
}

TEST(PredictionFormatter, JsonIsOneArrayForAnyNumberOfPictures) {
  std::vector<Case> cases;
  for (const std::size_t expected : {0U, 1U, 2U}) {
    const auto array =
        nlohmann::json::parse(document(PredictionFormat::kJson, {.top_k = 1}, cases));
    EXPECT_EQ(array.size(), expected);
    cases.push_back({"a.png", kSeven});
  }
}

TEST(PredictionFormatter, JsonReplacesBytesThatAreNotUtf8) {
  const auto array = nlohmann::json::parse(
      document(PredictionFormat::kJson, {.top_k = 1}, {{"a\xff.png", kSeven}}));
  EXPECT_EQ(array[0]["file"], "a\uFFFD.png");
}

TEST(PredictionFormatter, RejectsWhatIsNotProbableEnoughAndGivesTheCandidates) {
  const std::vector<Case> cases = {{"a.png", kSeven}, {"b.png", kUnsure}, {"c.png", kBlank}};
  const AnswerOptions options{.top_k = 2, .min_confidence = 0.9};
  EXPECT_EQ(document(PredictionFormat::kText, options, cases),
            "a.png\t7\t0.9987\t1\t0.0012\n"
            "b.png\trejected\t\t4\t0.6000\t9\t0.3000\n"
            "c.png\tblank\t\n");
  EXPECT_EQ(document(PredictionFormat::kCsv, options, cases),
            "file,label,probability,label2,probability2,label3,probability3\n"
            "a.png,7,0.998700,1,0.001234,,\n"
            "b.png,rejected,,4,0.600000,9,0.300000\n"
            "c.png,blank,,,,,\n");
  EXPECT_EQ(document(PredictionFormat::kJsonLines, options, {cases[1]}),
            R"({"file":"b.png","label":"rejected","probability":null,"candidates":[)"
            R"({"label":"4","probability":0.6,"score":0.7},)"
            R"({"label":"9","probability":0.3,"score":0.4}]})"
            "\n");
  const auto array = nlohmann::json::parse(document(PredictionFormat::kJson, options, cases));
  EXPECT_EQ(array[0]["label"], "7");
  EXPECT_EQ(array[1]["label"], "rejected");
  EXPECT_EQ(array[2]["label"], "blank");
}

TEST(PredictionFormatter, KeepsAnAnswerThatIsAsProbableAsAsked) {
  EXPECT_EQ(document(PredictionFormat::kText, {.min_confidence = 0.6}, {{"b.png", kUnsure}}),
            "b.png\t4\t0.6000\n");
  EXPECT_EQ(document(PredictionFormat::kText, {.min_confidence = 1}, {{"b.png", kUnsure}}),
            "b.png\trejected\t\t4\t0.6000\n");
}

}  // namespace
}  // namespace digits::report
