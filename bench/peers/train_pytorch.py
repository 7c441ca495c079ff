"""Trains the reference recipe as users of PyTorch do, on the CPU.

usage: train_pytorch.py FOLDER EPOCHS     ends with one line of JSON
"""

import json
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from mnist import read_training_images

pixels, labels = read_training_images(sys.argv[1])
images = torch.frombuffer(pixels, dtype=torch.uint8).reshape(-1, 784).float() / 255
labels = torch.frombuffer(labels, dtype=torch.uint8).long()

torch.manual_seed(1)
model = nn.Sequential(
    nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 50), nn.ReLU(), nn.Linear(50, 10))
# PyTorch's loss takes logits; scores through a sigmoid would cost its users one operation more.
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
loader = DataLoader(TensorDataset(images, labels), batch_size=32, shuffle=True)

start = time.perf_counter()
for epoch in range(int(sys.argv[2])):
    correct = torch.tensor(0)
    for batch, targets in loader:
        optimizer.zero_grad()
        logits = model(batch)
        loss = loss_function(logits, targets)
        loss.backward()
        optimizer.step()
        correct += (logits.argmax(1) == targets).sum()
seconds = time.perf_counter() - start
print(json.dumps({"training": seconds, "accuracy": correct.item() / len(labels),
                  "threads": torch.get_num_threads()}))
