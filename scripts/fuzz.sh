#!/usr/bin/env bash
# The properties with inputs that the suite does not draw: every one with a new seed (PROPERTY_SEED
# repeats one), and whole calls with many more runs for a bounded time (FUZZ_SECONDS, default 60).
export PROPERTY_SEED="${PROPERTY_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}"
echo "PROPERTY_SEED=$PROPERTY_SEED"
FUZZ_RUNS="${FUZZ_RUNS:-1000000}" FUZZ_SECONDS="${FUZZ_SECONDS:-60}" \
  node --disable-warning=ExperimentalWarning --experimental-vm-modules \
  node_modules/jest/bin/jest.js tests/property --testTimeout=3600000
