// Owns the precompiled <torch/torch.h> that the torch parts reuse (cmake/LibTorch.cmake).
