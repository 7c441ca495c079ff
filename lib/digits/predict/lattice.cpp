#include <digits/predict/lattice.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace digits::predict {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// log(exp(a) + exp(b)).
double log_sum(double a, double b) {
  const double larger = std::max(a, b);
  if (larger == kImpossible) return kImpossible;
  return larger + std::log1p(std::exp(std::min(a, b) - larger));
}

/// The arcs by the cut they begin at, as positions in the lattice.
std::vector<std::vector<std::size_t>> arcs_by_start(const Lattice& lattice) {
  std::vector<std::vector<std::size_t>> starts(lattice.end + 1);
  for (std::size_t i = 0; i < lattice.arcs.size(); ++i) {
    starts[lattice.arcs[i].from].push_back(i);
  }
  return starts;
}

/// How a state of a field was best reached at a cut, and the sum over all ways.
struct Reached {
  double best = kImpossible;
  double total = kImpossible;  ///< log of the sum of probabilities
  FieldState state;            ///< before `step`
  Step step;
};

/// Dynamic programming over cuts and states, from the left. Viterbi's best path and the forward
/// sum.
std::vector<std::map<FieldState, Reached>> reach(const Lattice& lattice, const Field& field) {
  const auto starts = arcs_by_start(lattice);
  std::vector<std::map<FieldState, Reached>> cuts(lattice.end + 1);
  cuts[0][FieldState{}] = {.best = 0, .total = 0, .state = {}, .step = {}};
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    for (const auto& [state, here] : cuts[cut]) {
      for (const std::size_t arc : starts[cut]) {
        const std::vector<Reading>& readings = lattice.arcs[arc].readings;
        for (std::size_t i = 0; i < readings.size(); ++i) {
          const auto next =
              readings[i].symbol.empty() ? state : field.step(state, readings[i].symbol);
          if (!next || readings[i].log_probability == kImpossible) continue;
          Reached& there = cuts[lattice.arcs[arc].to][*next];
          there.total = log_sum(there.total, here.total + readings[i].log_probability);
          const double score = here.best + readings[i].log_probability;
          if (score <= there.best) continue;
          there.best = score;
          there.state = state;
          there.step = {.arc = arc, .reading = i};
        }
      }
    }
  }
  return cuts;
}

/// The log of the sum over all paths that spell `symbols`.
double total_of(const Lattice& lattice, const std::vector<std::string>& symbols) {
  const auto starts = arcs_by_start(lattice);
  std::vector<std::vector<double>> totals(lattice.end + 1,
                                          std::vector<double>(symbols.size() + 1, kImpossible));
  totals[0][0] = 0;
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    for (const std::size_t arc : starts[cut]) {
      for (const Reading& reading : lattice.arcs[arc].readings) {
        std::vector<double>& there = totals[lattice.arcs[arc].to];
        for (std::size_t done = 0; done <= symbols.size(); ++done) {
          const bool says_nothing = reading.symbol.empty();
          if (!says_nothing && (done == symbols.size() || reading.symbol != symbols[done]))
            continue;
          double& total = there[says_nothing ? done : done + 1];
          total = log_sum(total, totals[cut][done] + reading.log_probability);
        }
      }
    }
  }
  return totals[lattice.end].back();
}

}  // namespace

std::optional<Path> best_path(const Lattice& lattice, const Field& field) {
  const auto cuts = reach(lattice, field);
  const std::pair<const FieldState, Reached>* last = nullptr;
  double total = kImpossible;
  for (const auto& entry : cuts[lattice.end]) {
    if (!field.accepts(entry.first)) continue;
    total = log_sum(total, entry.second.total);
    if (last == nullptr || entry.second.best > last->second.best) last = &entry;
  }
  if (last == nullptr) return std::nullopt;

  Path path;
  std::vector<std::string> symbols;
  FieldState state = last->first;
  for (std::size_t cut = lattice.end; cut != 0;) {
    const Reached& reached = cuts[cut].at(state);
    path.steps.push_back(reached.step);
    const Arc& arc = lattice.arcs[reached.step.arc];
    const std::string& symbol = arc.readings[reached.step.reading].symbol;
    if (!symbol.empty()) symbols.push_back(symbol);
    state = reached.state;
    cut = arc.from;
  }
  std::ranges::reverse(path.steps);
  std::ranges::reverse(symbols);
  for (const std::string& symbol : symbols) path.text += symbol;
  path.probability = std::exp(total_of(lattice, symbols) - total);
  return path;
}

}  // namespace digits::predict
