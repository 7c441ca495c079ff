# The installed tree: the program, the shipped models and the licence. The program finds LibTorch in
# PREFIX/lib/libtorch, where the container image has it, else where it was when it was built.
set_target_properties(digits PROPERTIES INSTALL_RPATH
  "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/libtorch/torch/lib;${DIGITS_LIBTORCH_DIR}/lib")
install(TARGETS digits RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/models/" DESTINATION "${CMAKE_INSTALL_DATADIR}/digits/models"
  FILES_MATCHING PATTERN "*.safetensors" PATTERN "README.md" PATTERN "SHA256SUMS"
  PATTERN "logs" EXCLUDE)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
