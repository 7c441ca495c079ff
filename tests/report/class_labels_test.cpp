#include <digits/report/class_labels.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ClassLabels, AreTheNamesWhereTheFontHasTheirLetters) {
  const ClassLabels classes = class_labels({"0", "T-shirt/top", "a,b \"c\""});
  EXPECT_THAT(classes.labels, ElementsAre("0", "T-shirt/top", "a,b \"c\""));
  EXPECT_EQ(classes.footnote, "");
}

TEST(ClassLabels, AreExplainedNumbersElsewhere) {
  const ClassLabels classes = class_labels({"ok", "é", "two\nlines", "", "  "});
  EXPECT_THAT(classes.labels, ElementsAre("ok", "#1", "#2", "#3", "#4"));
  EXPECT_THAT(classes.footnote, HasSubstr("counted from 0"));
}

}  // namespace
}  // namespace digits::report
