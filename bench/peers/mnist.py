"""Reads MNIST: of its training or of its test images the bytes of the pixels and of the labels."""

import gzip
import pathlib


def read_idx(folder, name, header):
    """The bytes after the header of the IDX file `name`, plain or gzip."""
    path = pathlib.Path(folder) / name
    data = path.read_bytes() if path.exists() else gzip.open(f"{path}.gz").read()
    return bytearray(data[header:])


def read_training_images(folder):
    return read_idx(folder, "train-images-idx3-ubyte", 16), read_idx(
        folder, "train-labels-idx1-ubyte", 8)


def read_test_images(folder):
    return read_idx(folder, "t10k-images-idx3-ubyte", 16), read_idx(
        folder, "t10k-labels-idx1-ubyte", 8)
