#include <digits/model/safetensors.h>

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::model {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// A safetensors file from its header's text and its data.
std::string raw_file(const std::string& header, const std::string& data) {
  std::string file(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(file.data(), &length, sizeof length);
  return file + header + data;
}

TEST(Safetensors, GivesBackEveryTypeAndTheMetadata) {
  const test::TemporaryFolder folder;
  TensorFile file{.metadata = {{"text", "a \"quoted\" \\ line\nand é"}}};
  for (const at::ScalarType type : {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16, at::kByte,
                                    at::kChar, at::kShort, at::kInt, at::kLong, at::kBool}) {
    file.tensors[c10::toString(type)] = torch::arange(6).view({2, 3}).to(type);
  }
  file.tensors["scalar"] = torch::tensor(1.5);
  file.tensors["empty"] = torch::zeros({0, 4});
  file.tensors["strided"] = torch::arange(6).view({2, 3}).t();
  write_safetensors(folder / "a.safetensors", file);

  const TensorFile read = read_safetensors(folder / "a.safetensors");
  EXPECT_EQ(read.metadata.at("text"), file.metadata.at("text"));
  ASSERT_EQ(read.tensors.size(), file.tensors.size());
  for (const auto& [name, tensor] : file.tensors) {
    EXPECT_EQ(read.tensors.at(name).scalar_type(), tensor.scalar_type()) << name;
    EXPECT_TRUE(read.tensors.at(name).equal(tensor)) << name;
  }
}

TEST(Safetensors, ChecksumIsLookedForWhereItIs) {
  // The header spells the entry with a blank; the data end like its usual spelling.
  const test::TemporaryFolder folder;
  const std::string data = R"("sha256":")";
  const std::string header = R"({"__metadata__":{"sha256" : ")" + std::string(64, 'a') +
                             R"("},"w":{"dtype":"U8","shape":[)" + std::to_string(data.size()) +
                             R"(],"data_offsets":[0,)" + std::to_string(data.size()) + "]}}";
  core::write_file(folder / "a", raw_file(header, data));
  EXPECT_THAT([&] { read_safetensors(folder / "a"); },
              ThrowsMessage<core::InputError>(HasSubstr("checksum")));
}

TEST(Safetensors, EqualContentGivesEqualBytes) {
  const test::TemporaryFolder folder;
  const TensorFile file{.metadata = {{"k", "v"}}, .tensors = {{"t", torch::ones(3)}}};
  write_safetensors(folder / "a", file);
  write_safetensors(folder / "b", file);
  EXPECT_EQ(core::read_file(folder / "a", 10000), core::read_file(folder / "b", 10000));
}

TEST(Safetensors, ReadsFilesOfOtherProgramsWithoutChecksum) {
  const test::TemporaryFolder folder;
  core::write_file(
      folder / "a",
      raw_file(R"({"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "\x07\x09"));
  EXPECT_TRUE(
      read_safetensors(folder / "a").tensors.at("w").equal(torch::tensor({7, 9}, at::kByte)));
}

TEST(Safetensors, EveryFlippedBitAndTruncationIsAnError) {
  const test::TemporaryFolder folder;
  write_safetensors(folder / "a", {.tensors = {{"t", torch::ones(3)}}});
  const core::Bytes good = core::read_file(folder / "a", 10000);
  for (std::size_t size = 0; size < good.size(); ++size) {
    core::write_file(folder / "cut", std::span(good).first(size));
    EXPECT_THROW(read_safetensors(folder / "cut"), core::InputError) << size;
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    core::Bytes bad = good;
    bad[i] ^= 0x01;
    core::write_file(folder / "bad", bad);
    try {
      // Only a damaged checksum key may pass: the file then looks like another program's.
      EXPECT_FALSE(read_safetensors(folder / "bad").metadata.contains(kChecksumKey)) << i;
    } catch (const core::InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("bad")) << i;
    }
  }
}

TEST(Safetensors, RefusesImpossibleHeaders) {
  const test::TemporaryFolder folder;
  for (const char* header : {
           R"({"w":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}})",
           R"({"w":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}})",
           R"({"w":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
           R"({"w":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}})",
           R"({"w":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,0]}})",
           R"({"w":{"dtype":"U8","shape":[0,4611686018427387904,4611686018427387904],)"
           R"("data_offsets":[0,0]}})",
           R"({"w":{"dtype":"C64","shape":[2],"data_offsets":[0,2]}})",
           R"({"w":{"dtype":"U8","shape":"2","data_offsets":[0,2]}})",
           R"({"w":{"dtype":"U8","shape":[2]}})",
           R"({"w":7})",
           R"([1])",
           R"({"__metadata__":{"a":1}})",
           R"({})",
           "\xff{",
       }) {
    core::write_file(folder / "a", raw_file(header, "\x07\x09"));
    EXPECT_THAT([&] { read_safetensors(folder / "a"); },
                ThrowsMessage<core::InputError>(HasSubstr((folder / "a").string())))
        << header;
  }
}

TEST(Safetensors, SaysWhichFileIsMissingOrCannotBeWritten) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(read_safetensors(folder / "none"), core::InputError);
  EXPECT_THROW(write_safetensors("/proc/none", {}), core::OutputError);
}

}  // namespace
}  // namespace digits::model
