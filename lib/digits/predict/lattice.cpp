#include <digits/predict/lattice.h>

#include <algorithm>
#include <cmath>
#include <functional>
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

/// The positions of the arcs that begin at each cut.
using Starts = std::vector<std::vector<std::size_t>>;

Starts arcs_by_start(const Lattice& lattice) {
  Starts starts(lattice.end + 1);
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

/// `state` of `field` after `symbol`, or nothing if no string of the field goes on so.
std::optional<FieldState> after(const FieldState& state, const Symbol& symbol, const Field& field) {
  if (symbol.text.empty()) return state;
  return symbol.is_separator ? field.separate(state, symbol.text.front())
                             : field.step(state, symbol.text);
}

/// A pattern with many loops has as many states as there are sets of its positions; of those at a
/// cut that many, the best, go on.
constexpr std::size_t kMostStates = 1000;

void keep_best(std::map<FieldState, Reached>& states) {
  if (states.size() <= kMostStates) return;
  std::vector<std::map<FieldState, Reached>::iterator> ranked;
  ranked.reserve(states.size());
  for (auto state = states.begin(); state != states.end(); ++state) ranked.push_back(state);
  const auto first_left_out = ranked.begin() + kMostStates;
  std::ranges::nth_element(ranked, first_left_out, std::greater(),
                           [](const auto& state) { return state->second.best; });
  std::for_each(first_left_out, ranked.end(), [&](const auto& state) { states.erase(state); });
}

/// Dynamic programming over cuts and states, from the left. Viterbi's best path and the forward
/// sum.
std::vector<std::map<FieldState, Reached>> reach(const Lattice& lattice, const Starts& starts,
                                                 const Field& field) {
  std::vector<std::map<FieldState, Reached>> cuts(lattice.end + 1);
  cuts.at(0)[FieldState{}] = {.best = 0, .total = 0, .state = {}, .step = {}};
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    keep_best(cuts[cut]);
    for (const auto& [state, here] : cuts[cut]) {
      for (const std::size_t arc : starts[cut]) {
        const std::vector<Symbol>& symbols = lattice.arcs[arc].symbols;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
          const auto next = after(state, symbols[i], field);
          if (!next || symbols[i].log_probability == kImpossible) continue;
          Reached& there = cuts[lattice.arcs[arc].to][*next];
          there.total = log_sum(there.total, here.total + symbols[i].log_probability);
          const double score = here.best + symbols[i].log_probability;
          if (score <= there.best) continue;
          there.best = score;
          there.state = state;
          there.step = {.arc = arc, .symbol = i};
        }
      }
    }
  }
  return cuts;
}

bool are_alike(const Symbol& one, const Symbol& other) {
  return one.text == other.text && one.is_separator == other.is_separator;
}

/// The log of the sum over all paths that spell `symbols`.
double total_of(const Lattice& lattice, const Starts& starts, const std::vector<Symbol>& symbols) {
  std::vector<std::vector<double>> totals(lattice.end + 1,
                                          std::vector<double>(symbols.size() + 1, kImpossible));
  totals[0][0] = 0;
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    for (const std::size_t arc : starts[cut]) {
      for (const Symbol& symbol : lattice.arcs[arc].symbols) {
        std::vector<double>& there = totals[lattice.arcs[arc].to];
        for (std::size_t done = 0; done <= symbols.size(); ++done) {
          const bool says_nothing = symbol.text.empty();
          if (!says_nothing && (done == symbols.size() || !are_alike(symbol, symbols[done])))
            continue;
          double& total = there[says_nothing ? done : done + 1];
          total = log_sum(total, totals[cut][done] + symbol.log_probability);
        }
      }
    }
  }
  return totals[lattice.end].back();
}

}  // namespace

std::optional<Path> best_path(const Lattice& lattice, const Field& field) {
  const Starts starts = arcs_by_start(lattice);
  const auto cuts = reach(lattice, starts, field);
  const std::pair<const FieldState, Reached>* last = nullptr;
  double total = kImpossible;
  for (const auto& entry : cuts[lattice.end]) {
    if (!field.accepts(entry.first)) continue;
    total = log_sum(total, entry.second.total);
    if (last == nullptr || entry.second.best > last->second.best) last = &entry;
  }
  if (last == nullptr) return std::nullopt;

  Path path{.steps = {}, .text = {}, .weight = last->second.best};
  std::vector<Symbol> symbols;
  FieldState state = last->first;
  for (std::size_t cut = lattice.end; cut != 0;) {
    const Reached& reached = cuts[cut].at(state);
    path.steps.push_back(reached.step);
    const Arc& arc = lattice.arcs[reached.step.arc];
    const Symbol& symbol = arc.symbols[reached.step.symbol];
    if (!symbol.text.empty()) symbols.push_back(symbol);
    state = reached.state;
    cut = arc.from;
  }
  std::ranges::reverse(path.steps);
  std::ranges::reverse(symbols);
  for (const Symbol& symbol : symbols) path.text += symbol.text;
  path.probability = std::exp(std::min(0.0, total_of(lattice, starts, symbols) - total));
  return path;
}

}  // namespace digits::predict
