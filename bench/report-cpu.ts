/**
 * Preload for a server under measurement (`--import`): answers every message from the bench with the
 * CPU time this process has used so far, user and system, all threads, in microseconds. So only the
 * server is counted, never the client that loads it.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});

// A bench that dies leaves no server behind.
process.on('disconnect', () => process.exit(1));
