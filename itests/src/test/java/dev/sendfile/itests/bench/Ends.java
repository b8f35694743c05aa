package dev.sendfile.itests.bench;

import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * What the variants send and where to.
 *
 * @param path the file
 * @param file the same, open
 * @param size its size in bytes
 * @param channel a connection to the drain
 * @param socket another, without a channel, as {@code new Socket()} makes it
 */
record Ends(Path path, FileChannel file, long size, SocketChannel channel, Socket socket) {}
