package dev.sendfile.itests.readme;

import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.TargetOption;
import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferListener;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The snippets of the README, each as a method that a test runs. */
record Snippets(Path path, FileChannel fileChannel, SocketChannel socketChannel) {

  TransferResult first() throws TransferException {
    TransferResult result = Sendfile.send(path, socketChannel);
    return result;
  }

  void partBehindAHeader(ByteBuffer header) throws TransferException {
    Sendfile sendfile = Sendfile.builder().writeTimeout(Duration.ofSeconds(30)).build();

    TransferRequest request =
        TransferRequest.from(path).to(socketChannel).range(4096, 1 << 20).header(header);
    try {
      TransferResult result = sendfile.transfer(request);
      System.out.println(result.strategy() + " sent " + result.bytes() + " bytes");
    } catch (TransferTimeoutException e) {
      System.out.println("stalled after " + e.bytesTransferred() + " bytes");
    }
  }

  void openFile(Sendfile sendfile, long offset, long length) throws TransferException {
    sendfile.transfer(fileChannel, socketChannel, offset, length);
  }

  void cancel(Sendfile sendfile) throws TransferException {
    Transfer transfer = sendfile.open(TransferRequest.from(path).to(socketChannel));
    Thread canceller = new Thread(transfer::cancel);
    canceller.start();
    try {
      transfer.run();
    } catch (TransferCancelledException e) {
      System.out.println("cancelled after " + e.bytesTransferred() + " bytes");
    }
  }

  void explain(Sendfile sendfile) throws TransferException {
    System.out.println(sendfile.explain(TransferRequest.from(path).to(socketChannel)));
  }

  void prepared(Sendfile sendfile) throws IOException {
    try (FileSource logo = FileSource.builder(path).mapped().open();
        PreparedTarget connection = PreparedTarget.of(socketChannel)) {
      for (int i = 0; i < 3; i++) {
        sendfile.transfer(logo, connection, 0, logo.size());
      }
    }
  }

  void upload(Sendfile sendfile, long contentLength) throws TransferException {
    TransferRequest upload =
        TransferRequest.from(socketChannel)
            .to(path)
            .range(0, contentLength)
            .targetOptions(TargetOption.REPLACE_ATOMICALLY, TargetOption.FORCE);
    sendfile.withReadTimeout(Duration.ofSeconds(30)).transfer(upload);
  }

  Sendfile measured(Sendfile sendfile) {
    Sendfile measured =
        sendfile.withListener(
            TransferListener.onEnd(it -> System.out.println(it.route() + " " + it.elapsed())));
    return measured;
  }
}
