# digits and its shipped models. With the CUDA libraries: --build-arg LIBTORCH_VARIANT=cuda.
# Two optional build secrets, pip_conf and ca_bundle, lend the host's pip configuration and
# certificates to the build; neither ends up in an image. CMAKE_CXX_COMPILER_LAUNCHER=ccache with a
# CCACHE_DIR that is mounted compiles what that does not hold yet.
ARG BASE=debian:bookworm-slim

# hadolint ignore=DL3006
FROM ${BASE} AS build
ARG LIBTORCH_VARIANT=cpu
ARG CMAKE_CXX_COMPILER_LAUNCHER
ARG CCACHE_DIR
ENV PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY scripts/install-deps.sh scripts/
COPY cmake/LibTorchFolder.cmake cmake/
RUN --mount=type=secret,id=pip_conf,target=/etc/pip.conf \
    --mount=type=secret,id=ca_bundle \
    if [ -s /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi \
 && if [ "$LIBTORCH_VARIANT" = cuda ]; then scripts/install-deps.sh --cuda; \
    else scripts/install-deps.sh; fi
COPY . .
RUN scripts/build.sh release \
 && ctest --preset release --label-exclude slow --parallel "$(nproc)" \
 && scripts/install-image.sh build/release .deps/libtorch /image

# hadolint ignore=DL3006
FROM ${BASE}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="digits" \
      org.opencontainers.image.description="Reads handwritten digits" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image/ /
RUN ldconfig
# Data sets: mount a folder here to train.
ENV DIGITS_DATA_DIR=/data
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["digits"]
CMD ["--help"]
