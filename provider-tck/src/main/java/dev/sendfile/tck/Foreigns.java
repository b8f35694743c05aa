package dev.sendfile.tck;

import java.util.List;
import javax.net.ssl.SSLContext;

/** What the contracts about ends of strangers are run with. */
public interface Foreigns {

  /**
   * Returns the cases.
   *
   * @return each strategy with each kind of foreign end, on each kind of thread
   */
  List<ForeignCase> foreigns();

  /**
   * Returns the strategies.
   *
   * @return each once, for contracts that choose ends and threads themselves
   */
  List<ForeignSubject> foreignSubjects();

  /**
   * Returns what sockets are made with that encrypt.
   *
   * @return a key, and what trusts it
   * @throws Exception if none can be made
   */
  SSLContext tls() throws Exception;
}
