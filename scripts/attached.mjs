// Loaded into the server by start.mjs: when the launcher is gone, even by kill -9, the server stops as if told to.
if (process.channel) {
  process.channel.unref();
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
