package dev.sendfile.internal.end;

import java.nio.channels.FileChannel;

/**
 * A file channel of the user's that nobody but one transfer uses.
 *
 * @param channel the channel
 */
public record OwnedFile(FileChannel channel) {}
