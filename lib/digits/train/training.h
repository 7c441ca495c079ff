// One training from start to end: data, network, loop and the files of its run folder.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include <digits/data/labelled_images.h>
#include <digits/train/history.h>
#include <digits/train/recipe.h>
#include <digits/train/resume.h>
#include <digits/train/run_folder.h>
#include <digits/train/trainer.h>

namespace digits::model {
struct Model;
struct TrainingRecord;
}  // namespace digits::model

namespace digits::train {

/// The images to train on and what the model shall remember of them.
struct TrainingData {
  data::LabelledImages images;
  std::string name;  ///< as --data takes it
  std::string note;  ///< to be shown beside scores; empty for ordinary data
  std::vector<std::string> parts_sha256 = {};  ///< of each set of images, if several are joined
};

/// Where a training starts: with random weights, unless one of these is given. An unfinished
/// training goes on with its own weights, whatever source it had.
struct TrainingStart {
  const ResumeState* earlier = nullptr;  ///< an unfinished training, to go on with
  const model::Model* source = nullptr;  ///< trained weights, for start_from
};

struct TrainingCallbacks {
  /// Before the first save of a new training, which replaces what was in its folder.
  std::function<void()> before_first_save = [] {};
  BatchCallback on_batch = [](const BatchProgress&) {};
  /// After an epoch's weights are saved; the whole history, the new epoch last.
  std::function<void(const History&)> on_epoch = [](const History&) {};
};

enum class TrainingEnd { kFinished, kStopped };

/// A training for a run folder. After each epoch, and when it is stopped, it saves
/// weights/last.safetensors, weights/best.safetensors (lowest validation loss, if that chooses the
/// epoch) and resume.safetensors. Where images are held out, a saved model has the temperature that
/// fits them.
class Training {
 public:
  /// Writes nothing. Throws InputError if the recipe cannot train on the data, if the source has
  /// another network, or if the earlier training had other data.
  Training(const Recipe& recipe, const TrainingData& data, c10::Device device,
           const TrainingStart& start = {});

  const History& history() const { return trainer_->history(); }
  /// The epoch whose weights are the result: see chooses_epoch. There is at least one.
  const EpochRecord& kept_epoch() const;
  bool is_finished() const { return trainer_->is_finished(); }
  std::int64_t epochs() const { return recipe_.epochs; }

  /// Trains until the recipe's epochs or its patience are at an end, or until `stop` asks for an
  /// end: then after the current batch, which is saved. The first save writes args.json; that of a
  /// new training first removes what an earlier run left in the folder. Throws InternalError if the
  /// training diverges, and then leaves the files of the last good epoch; OutputError if they
  /// cannot be written.
  TrainingEnd run(const RunFolder& folder, const TrainingCallbacks& callbacks,
                  const std::stop_token& stop);

 private:
  /// Throws InputError unless the training to go on with had this data.
  void check_data(const ResumeState& earlier, const std::string& name) const;
  void start_from_source(const model::Model& source);
  void begin_saving(const RunFolder& folder, const TrainingCallbacks& callbacks);
  void save(const RunFolder& folder, const TrainingCallbacks& callbacks);
  void save_weights(const std::filesystem::path& path);

  Recipe recipe_;
  std::string run_;
  std::string labels_sha256_;
  bool is_new_;
  bool has_saved_ = false;
  std::vector<std::string> class_names_;
  std::shared_ptr<model::TrainingRecord> record_;
  std::shared_ptr<model::Network> network_;
  std::unique_ptr<Trainer> trainer_;
};

/// The recipe of a training that goes on: the saved settings with `changes`, settings given anew.
/// Only epochs (not to fewer than are done), threads and patience (as long as chooses_epoch() stays
/// the same) may change. Throws InputError that names every other difference, UsageError if a
/// change has a wrong value.
Recipe continued_recipe(const ResumeState& earlier,
                        const std::map<std::string, std::string>& changes);

}  // namespace digits::train
