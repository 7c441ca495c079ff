// An environment variable with another value for as long as an object lives.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace digits::test {

class EnvironmentVariable {
 public:
  /// Sets `name` to `value`, or unsets it if `value` is null.
  EnvironmentVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    assign(value);
  }
  EnvironmentVariable(const EnvironmentVariable&) = delete;
  EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;
  ~EnvironmentVariable() { assign(old_ ? old_->c_str() : nullptr); }

 private:
  void assign(const char* value) const {
    if (value != nullptr) {
      ::setenv(name_.c_str(), value, 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }

  std::string name_;
  std::optional<std::string> old_;
};

}  // namespace digits::test
