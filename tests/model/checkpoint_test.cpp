#include <digits/model/checkpoint.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/factory.h>
#include <digits/model/safetensors.h>
#include <support/temporary_folder.h>

namespace digits::model {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Model small_model() {
  return {.network = make_network({.hidden = {4}, .classes = 3, .input = {6, 6, 4}}, 3),
          .class_names = {"a", "b", "c"},
          .training = {.data = "mnist",
                       .data_sha256 = "00ff",
                       .images = 12,
                       .settings = {{"epochs", "2"}},
                       .run = "42",
                       .steps = 7,
                       .epochs = 2,
                       .train_loss = 0.25,
                       .train_accuracy = 0.5,
                       .validation_accuracy = 0.75,
                       .software = "test"}};
}

/// Saves a good model, lets `damage` change its content, and loads it again.
template <typename Damage>
void load_damaged(const std::filesystem::path& path, Damage damage) {
  save_model(path, small_model());
  TensorFile file = read_safetensors(path);
  damage(file);
  write_safetensors(path, file);
  load_model(path);
}

TEST(Checkpoint, GivesBackIdenticalLogitsAndTheRecord) {
  const test::TemporaryFolder folder;
  const Model model = small_model();
  save_model(folder / "m.safetensors", model);
  const Model loaded = load_model(folder / "m.safetensors");
  const at::Tensor images = torch::rand({5, 1, 6, 6});
  EXPECT_TRUE(loaded.network->forward(images).equal(model.network->forward(images)));
  EXPECT_EQ(loaded.network->spec(), model.network->spec());
  EXPECT_FALSE(loaded.network->is_training());
  EXPECT_EQ(loaded.class_names, model.class_names);
  EXPECT_EQ(loaded.training.settings, model.training.settings);
  EXPECT_EQ(loaded.training.steps, 7);
  EXPECT_EQ(loaded.training.validation_accuracy, 0.75);
  EXPECT_EQ(loaded.training.validation_loss, std::nullopt);
}

TEST(Checkpoint, KeepsTheTemperature) {
  const test::TemporaryFolder folder;
  const Model model = small_model();
  model.network->set_temperature(1.3);
  save_model(folder / "m", model);
  EXPECT_EQ(load_model(folder / "m").network->spec().temperature, 1.3);
}

TEST(Checkpoint, OfVersion1HasTemperature1) {
  const test::TemporaryFolder folder;
  const Model model = small_model();
  save_model(folder / "m", model);
  TensorFile file = read_safetensors(folder / "m");
  file.metadata["digits_format"] = "1";
  file.metadata["network"] =
      R"({"architecture":"mlp","hidden":[4],"classes":3,"output":"sigmoid","loss":"logits"})";
  write_safetensors(folder / "m", file);
  EXPECT_EQ(load_model(folder / "m").network->spec(), model.network->spec());
}

TEST(Checkpoint, RefusesPreprocessingItDoesNotKnow) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(
      [&] {
        load_damaged(folder / "m.safetensors", [](TensorFile& file) {
          std::string& text = file.metadata.at("preprocessing");
          text.replace(text.find("bright on black"), 15, "dark on white");
        });
      },
      ThrowsMessage<core::InputError>(AllOf(HasSubstr("ink"), HasSubstr("dark on white"))));
}

TEST(Checkpoint, GivesBackConvolutionsAndMembers) {
  const test::TemporaryFolder folder;
  Model model = small_model();
  model.network = make_network({.architecture = "cnn",
                                .blocks = {{3, 4}, {5}},
                                .hidden = {6},
                                .classes = 3,
                                .members = 2,
                                .output = Output::kSoftmax,
                                .input = {6, 6, 4}},
                               3);
  model.network->train();
  const at::Tensor images = torch::rand({5, 1, 6, 6});
  model.network->forward(images);  // moves the batch normalisation's buffers
  model.network->eval();
  save_model(folder / "m.safetensors", model);
  const Model loaded = load_model(folder / "m.safetensors");
  EXPECT_EQ(loaded.network->spec(), model.network->spec());
  EXPECT_TRUE(loaded.network->forward(images).equal(model.network->forward(images)));
}

TEST(Checkpoint, SaysWhatIsWrongWithAFile) {
  const test::TemporaryFolder folder;
  const auto path = folder / "m.safetensors";
  const auto fails_with = [&](auto damage, const std::string& reason) {
    EXPECT_THAT(
        [&] { load_damaged(path, damage); },
        ThrowsMessage<core::InputError>(AllOf(HasSubstr(path.string()), HasSubstr(reason))));
  };
  fails_with([](TensorFile& f) { f.metadata["digits_format"] = "3"; }, "version 3");
  fails_with([](TensorFile& f) { f.metadata["digits_format"] = "x"; }, "version");
  fails_with([](TensorFile& f) { f.metadata.erase("digits_format"); }, "not a model of digits");
  fails_with([](TensorFile& f) { f.metadata.erase("classes"); }, "incomplete");
  fails_with([](TensorFile& f) { f.metadata["network"] = "{"; }, "damaged");
  fails_with([](TensorFile& f) { f.metadata["training"] = "{}"; }, "damaged");
  fails_with([](TensorFile& f) { f.metadata["classes"] = R"(["a"])"; }, "1 classes");
  const auto with_temperature = [](const std::string& value) {
    return [value](TensorFile& f) {
      std::string& network = f.metadata["network"];
      network.replace(network.find("\"temperature\""), std::string::npos,
                      "\"temperature\":" + value + "}");
    };
  };
  fails_with(with_temperature("0"), "temperature = 0");
  fails_with(with_temperature("-1.5"), "temperature = -1.5");
  fails_with(with_temperature("null"), "damaged");
  fails_with([](TensorFile& f) { f.tensors.erase("layers.0.bias"); }, "3 tensors");
  fails_with(
      [](TensorFile& f) {
        f.tensors.erase("layers.0.bias");
        f.tensors["other"] = torch::zeros(4);
      },
      "layers.0.bias");
  fails_with([](TensorFile& f) { f.tensors["layers.0.bias"] = torch::zeros(5); }, "[5]");
  fails_with([](TensorFile& f) { f.tensors["layers.1.weight"][0][0] = NAN; }, "not finite");
}

TEST(Checkpoint, EveryFlippedBitIsAnError) {
  const test::TemporaryFolder folder;
  save_model(folder / "m", small_model());
  const core::Bytes good = core::read_file(folder / "m", 1 << 20);
  for (std::size_t i = 0; i < good.size(); i += 3) {
    core::Bytes bad = good;
    bad[i] ^= static_cast<std::uint8_t>(1U << (i % 8));
    core::write_file(folder / "bad", bad);
    EXPECT_THROW(load_model(folder / "bad"), core::InputError) << i;
  }
}

TEST(Checkpoint, IsFoundInARunFolderBestFirst) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(find_model(folder.path()), core::InputError);
  core::write_file(folder / "weights/last.safetensors", "");
  EXPECT_EQ(find_model(folder.path()), folder / "weights/last.safetensors");
  core::write_file(folder / "weights/best.safetensors", "");
  EXPECT_EQ(find_model(folder.path()), folder / "weights/best.safetensors");
  EXPECT_EQ(find_model("any/file"), "any/file");
}

}  // namespace
}  // namespace digits::model
