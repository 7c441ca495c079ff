#include <digits/core/error.h>

#include <system_error>

namespace digits::core {

Error::Error(ErrorKind kind, const std::string& text)
    : std::runtime_error(one_line(text)), kind_(kind) {}

std::string one_line(const std::string& text) {
  std::string line = text;
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string system_message(int error_number) {
  return std::generic_category().message(error_number);
}

}  // namespace digits::core
