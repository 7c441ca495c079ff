#include <digits/report/readings.h>

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

using predict::Line;
using predict::Reading;
using predict::Rejection;

predict::Character character(const std::string& label, double probability) {
  return {.text = label,
          .probability = probability,
          .candidates = {{label, probability, 0.9}, {"1", 0.0012344, 0.5}, {"9", 0.0000656}},
          .box = {.x = 1, .y = 2, .width = 3, .height = 4}};
}

Line line_of(const std::string& text, double probability) {
  Line line{.text = {text, probability},
            .guess = {text, probability},
            .box = {.x = 10, .y = 20, .width = 30, .height = 40}};
  for (const char label : text) line.characters.push_back(character({label}, probability));
  return line;
}

Line rejected(Line line, Rejection rejection) {
  line.rejection = rejection;
  line.text = {};
  return line;
}

Reading reading_of(std::vector<Line> lines) {
  return {.width = 64, .height = 48, .lines = std::move(lines)};
}

const Reading kSeven = reading_of({line_of("7", 0.9987)});
const Reading kUnsure = reading_of({rejected(line_of("4", 0.6), Rejection::kUnsure)});
const Reading kPage = reading_of({line_of("12", 0.75), line_of("9", 0.5)});
const Reading kBlank = reading_of({});

struct Case {
  std::string name;
  Reading reading;
};

std::string document(ReadingFormat format, std::size_t top_k, const std::vector<Case>& cases) {
  ReadingFormatter formatter(format, top_k);
  std::string text = formatter.header();
  for (const Case& one : cases) text += formatter.rows(one.name, one.reading);
  return text + formatter.footer();
}

TEST(ReadingFormatter, TextOfOneDigitHasTheNextBestBehindIt) {
  EXPECT_EQ(document(ReadingFormat::kText, 1, {{"a.png", kSeven}, {"b c.png", kBlank}}),
            "a.png\t7\t0.9987\nb c.png\tblank\t\n");
  EXPECT_EQ(document(ReadingFormat::kText, 2, {{"a.png", kSeven}}),
            "a.png\t7\t0.9987\t1\t0.0012\n");
  // Under a rule the text may not be the likeliest.
  Line bent = line_of("7", 0.4);
  bent.characters[0].candidates = {{"1", 0.6, 0.9}, {"7", 0.4, 0.5}, {"9", 0.1}};
  EXPECT_EQ(document(ReadingFormat::kText, 2, {{"a.png", reading_of({bent})}}),
            "a.png\t7\t0.4000\t1\t0.6000\n");
  EXPECT_EQ(document(ReadingFormat::kText, 9, {{"a.png", kSeven}}),
            "a.png\t7\t0.9987\t1\t0.0012\t9\t0.0001\n");
}

TEST(ReadingFormatter, TextOfSeveralDigitsHasTheProbabilityOfEach) {
  EXPECT_EQ(document(ReadingFormat::kText, 3, {{"a.png", kPage}}),
            "a.png\t12\t0.7500\t0.7500 0.7500\n"
            "a.png\t9\t0.5000\t1\t0.0012\n");
}

TEST(ReadingFormatter, TextOfARejectedLineHasTheReasonAndTheGuess) {
  EXPECT_EQ(document(ReadingFormat::kText, 1, {{"b.png", kUnsure}}),
            "b.png\trejected\tunsure\t4\t0.6000\n");
  const Line scribble = rejected(line_of("88", 0.2), Rejection::kNotDigits);
  EXPECT_EQ(document(ReadingFormat::kText, 1, {{"c.png", reading_of({scribble})}}),
            "c.png\trejected\tnot a digit\t88\t0.2000\t0.2000 0.2000\n");
  EXPECT_EQ(reason(Rejection::kMisfit), "does not fit the rule");
  EXPECT_EQ(reason(Rejection::kNone), "");
}

TEST(ReadingFormatter, TextKeepsToOneLineForEachLineOfAPicture) {
  EXPECT_EQ(document(ReadingFormat::kText, 1, {{"a\tb\n.png", kSeven}}), "a b .png\t7\t0.9987\n");
}

TEST(ReadingFormatter, CsvHasARowForEachLine) {
  EXPECT_EQ(document(ReadingFormat::kCsv, 1,
                     {{"a,\"b\".png", kPage}, {"b.png", kUnsure}, {"c.png", kBlank}}),
            "file,line,status,text,probability,guess,guess_probability,digit_probabilities,"
            "x,y,width,height,reason\n"
            "\"a,\"\"b\"\".png\",1,read,12,0.750000,12,0.750000,0.750000 0.750000,10,20,30,40,\n"
            "\"a,\"\"b\"\".png\",2,read,9,0.500000,9,0.500000,0.500000,10,20,30,40,\n"
            "b.png,1,rejected,,,4,0.600000,0.600000,10,20,30,40,unsure\n"
            "c.png,0,blank,,,,,,,,,,\n");
}

TEST(ReadingFormatter, TsvHasTheSameColumnsAndNoTabsInNames) {
  EXPECT_EQ(document(ReadingFormat::kTsv, 1, {{"a\tb.png", kSeven}}),
            "file\tline\tstatus\ttext\tprobability\tguess\tguess_probability\tdigit_probabilities\t"
            "x\ty\twidth\theight\treason\n"
            "a b.png\t1\tread\t7\t0.998700\t7\t0.998700\t0.998700\t10\t20\t30\t40\t\n");
}

TEST(ReadingFormatter, JsonLinesAreOneObjectEach) {
  EXPECT_EQ(document(ReadingFormat::kJsonLines, 1, {{"a.png", kSeven}, {"b.png", kBlank}}),
            R"({"file":"a.png","width":64,"height":48,"lines":[{"status":"read","reason":null,)"
            R"("text":"7","probability":0.9987,"guess":"7","guess_probability":0.9987,)"
            R"("box":{"x":10,"y":20,"width":30,"height":40},"digits":[{"label":"7",)"
            R"("probability":0.9987,"box":{"x":1,"y":2,"width":3,"height":4},"candidates":[)"
            R"({"label":"7","probability":0.9987,"score":0.9},)"
            R"({"label":"1","probability":0.001234,"score":0.5},)"
            R"({"label":"9","probability":6.6e-05,"score":0.0}]}]}]})"
            "\n"
            R"({"file":"b.png","width":64,"height":48,"lines":[]})"
            "\n");
}

TEST(ReadingFormatter, JsonOfARejectedLineHasNoText) {
  const auto array = nlohmann::json::parse(document(ReadingFormat::kJson, 1, {{"b", kUnsure}}));
  const auto& line = array[0]["lines"][0];
  EXPECT_EQ(line["status"], "rejected");
  EXPECT_EQ(line["reason"], "unsure");
  EXPECT_TRUE(line["text"].is_null());
  EXPECT_TRUE(line["probability"].is_null());
  EXPECT_EQ(line["guess"], "4");
}

TEST(ReadingFormatter, JsonSaysWhatARuleChanged) {
  Line line = line_of("17", 0.4);
  line.guess = {"11", 0.6};
  const auto array =
      nlohmann::json::parse(document(ReadingFormat::kJson, 1, {{"a", reading_of({line})}}));
  EXPECT_EQ(array[0]["lines"][0]["text"], "17");
  EXPECT_EQ(array[0]["lines"][0]["guess"], "11");
}

TEST(ReadingFormatter, JsonIsOneArrayForAnyNumberOfPictures) {
  std::vector<Case> cases;
  for (const std::size_t expected : {0U, 1U, 2U}) {
    const auto array = nlohmann::json::parse(document(ReadingFormat::kJson, 1, cases));
    EXPECT_EQ(array.size(), expected);
    cases.push_back({"a.png", kSeven});
  }
}

TEST(ReadingFormatter, JsonReplacesBytesThatAreNotUtf8) {
  const auto array =
      nlohmann::json::parse(document(ReadingFormat::kJson, 1, {{"a\xff.png", kSeven}}));
  EXPECT_EQ(array[0]["file"], "a\uFFFD.png");
}

}  // namespace
}  // namespace digits::report
