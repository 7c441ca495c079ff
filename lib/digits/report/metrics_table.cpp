#include <digits/report/metrics_table.h>

#include <digits/report/percent.h>
#include <digits/report/table.h>

namespace digits::report {
namespace {

/// A score, or a dash where `images`, those it is a share of, are none.
std::string score(double share, std::int64_t images) {
  return images == 0 ? "-" : percent(share, 2);
}

}  // namespace

std::string metrics_table(const eval::Metrics& metrics) {
  Table table({{"class", Align::kLeft},
               {"precision", Align::kRight},
               {"recall", Align::kRight},
               {"F1", Align::kRight},
               {"images", Align::kRight}});
  for (const eval::ClassMetrics& of_class : metrics.classes) {
    table.add_row({of_class.name, score(of_class.precision, of_class.predicted),
                   score(of_class.recall, of_class.support),
                   of_class.occurs() ? percent(of_class.f1, 2) : "-",
                   std::to_string(of_class.support)});
  }
  table.add_rule();
  table.add_row({"macro mean", percent(metrics.macro_precision, 2),
                 percent(metrics.macro_recall, 2), percent(metrics.macro_f1, 2),
                 std::to_string(metrics.total)});
  return table.text();
}

}  // namespace digits::report
