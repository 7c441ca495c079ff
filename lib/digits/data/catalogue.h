// The data sets digits knows by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace digits::data {

/// One IDX file of a known data set. Its digest is known of the IDX content, or only of the .gz,
/// or, where it comes out of an archive with a digest of its own, of neither.
struct KnownFile {
  std::string name = {};         ///< original name, "train-images-idx3-ubyte"
  std::uint64_t idx_bytes = 0;   ///< size of the IDX file
  std::string sha256 = {};       ///< of the IDX file, so that re-compressed copies are recognised
  std::uint64_t gzip_bytes = 0;  ///< size of the .gz on the mirrors; 0 where there are none
  std::string gzip_sha256 = {};  ///< of that .gz, which then is kept as it came
};

/// A zip file that holds the files of a data set, and of others, as FOLDER/NAME.gz.
struct KnownArchive {
  std::string name = {};  ///< on the mirrors
  std::string local_name =
      {};  ///< beside the data set's folder, where it serves the other sets too
  std::uint64_t bytes = 0;
  std::string sha256 = {};
  std::string folder = {};  ///< in the archive, with its slash
};

struct KnownDataset {
  std::string name = {};     ///< what `--data` takes, and the folder under data_root()
  std::string summary = {};  ///< one line
  /// Folders on the web that hold each file as NAME.gz, or the archive, in the order to try; empty
  /// if the set cannot be fetched.
  std::vector<std::string> mirrors = {};
  std::string command = {};  ///< the command that gets it
  std::vector<KnownFile> files = {};
  std::optional<KnownArchive> archive = {};
  std::vector<std::string> class_names = {};  ///< as published; empty: those of the IdxFamily
};

inline constexpr std::string_view kMnist = "mnist";
inline constexpr std::string_view kMnistSample = "mnist-sample";

/// Every known data set, in the order to list them.
const std::vector<KnownDataset>& catalogue();

/// The known data set `name`, or null.
const KnownDataset* find_known(std::string_view name);

/// As find_known, but throws UsageError that lists the known names.
const KnownDataset& require_known(std::string_view name);

}  // namespace digits::data
