"""Trains the reference recipe as users of Keras do.

usage: train_keras.py FOLDER EPOCHS [SEED]     ends with one line of JSON

With a seed (1 otherwise) the network is evaluated once on the test images.
"""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy

from mnist import read_test_images, read_training_images


def arrays(pixels, labels):
    return (numpy.frombuffer(pixels, numpy.uint8).reshape(-1, 784).astype("float32") / 255,
            numpy.frombuffer(labels, numpy.uint8).astype("int64"))


images, labels = arrays(*read_training_images(sys.argv[1]))
seed = int(sys.argv[3]) if len(sys.argv) > 3 else None

keras.utils.set_random_seed(1 if seed is None else seed)
model = keras.Sequential([
    keras.layers.Input((784,)),
    keras.layers.Dense(50, activation="relu"),
    keras.layers.Dense(50, activation="relu"),
    keras.layers.Dense(10, activation="sigmoid"),
])
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=1e-3, epsilon=1e-7),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

start = time.perf_counter()
history = model.fit(images, labels, batch_size=32, epochs=int(sys.argv[2]), verbose=0)
seconds = time.perf_counter() - start
results = {"training": seconds, "accuracy": history.history["accuracy"][-1],
           "threads": os.cpu_count()}
if seed is not None:
    _, results["test_accuracy"] = model.evaluate(*arrays(*read_test_images(sys.argv[1])), verbose=0)
print(json.dumps(results))
