#!/usr/bin/env bash
# The properties with many more runs, for a bounded time: FUZZ_SECONDS each (default 60).
FUZZ_RUNS="${FUZZ_RUNS:-1000000}" FUZZ_SECONDS="${FUZZ_SECONDS:-60}" \
  node --disable-warning=ExperimentalWarning --experimental-vm-modules \
  node_modules/jest/bin/jest.js tests/property/any-call --testTimeout=3600000
