// The folder one training writes: runs/train/, runs/train2/, ...
#pragma once

#include <filesystem>
#include <string>

#include <digits/core/folder.h>
#include <digits/core/lock.h>

namespace digits::train {

/// A run folder that no other process trains in for as long as this object lives.
class RunFolder {
 public:
  /// Creates `parent/name`, or the next free `parent/nameN`; or, with kReuse, takes `parent/name`
  /// as it is. Throws OutputError if it cannot be created or is in use.
  static RunFolder create(const std::filesystem::path& parent, const std::string& name,
                          core::ExistingFolder existing);

  /// Opens the folder of an earlier training, or of a series of them. Throws InputError if it is
  /// none, OutputError if it is in use.
  static RunFolder open(const std::filesystem::path& path);

  /// Removes what an earlier run wrote here, for a new one to take its place. Throws OutputError.
  void remove_results() const;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path arguments() const { return path_ / "args.json"; }
  std::filesystem::path results() const { return path_ / "results.csv"; }
  std::filesystem::path curves() const { return path_ / "curves.png"; }
  std::filesystem::path last_weights() const { return path_ / "weights/last.safetensors"; }
  std::filesystem::path best_weights() const { return path_ / "weights/best.safetensors"; }
  /// Of a series: the trained model that its members start from.
  std::filesystem::path initial_weights() const { return path_ / "weights/initial.safetensors"; }
  std::filesystem::path resume_state() const { return path_ / "resume.safetensors"; }
  std::filesystem::path series() const { return path_ / "series.json"; }
  std::filesystem::path scores() const { return path_ / "scores.csv"; }

 private:
  explicit RunFolder(std::filesystem::path path);

  std::filesystem::path path_;
  core::FileLock lock_;
};

}  // namespace digits::train
