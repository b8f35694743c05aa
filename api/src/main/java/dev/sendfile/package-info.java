/**
 * Sends a file, or a range of it, to a socket, channel or stream as fast as the machine allows.
 *
 * <p>{@link dev.sendfile.Sendfile} is the way in:
 *
 * <pre>{@code
 * TransferResult result = Sendfile.send(path, socketChannel);
 *
 * Sendfile sendfile = Sendfile.builder().writeTimeout(Duration.ofSeconds(30)).build();
 * sendfile.transfer(TransferRequest.from(path).to(socketChannel).range(4096, 1 << 20));
 * }</pre>
 *
 * <p><b>What every transfer promises.</b> It ends with every requested byte accepted by the target,
 * once and in order, or with a {@link dev.sendfile.TransferException} that says how many were.
 * Accepted by a socket is not received by its peer. It never spins, and leaves no descriptor,
 * thread or buffer behind.
 *
 * <p>The technique is chosen among the strategies that are deployed; see {@link dev.sendfile.spi}
 * for what a strategy is and how to write one.
 */
@NullMarked
package dev.sendfile;

import org.jspecify.annotations.NullMarked;
