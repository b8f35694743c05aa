package dev.sendfile.internal.file;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of permissions where owner or group cannot be had. */
class RightsTest {

  private record Name(String getName) implements UserPrincipal, GroupPrincipal {
    @Override
    public String getName() {
      return getName;
    }
  }

  private static String allowed(String permissions, boolean sameOwner, boolean sameGroup) {
    Name root = new Name("root");
    Rights rights = new Rights(root, root, fromString(permissions));
    return PosixFilePermissions.toString(rights.allowed(sameOwner, sameGroup));
  }

  @ParameterizedTest
  @CsvSource({
    // as it was, with another group, with another owner, with both
    "rw-rw----, rw-rw----, rw-------, rw-rw----, rw-------",
    "rw-r--r--, rw-r--r--, rw-r--r--, rw-r--r--, rw-r--r--",
    "rwxr-xr-x, rwxr-xr-x, rwxr-xr-x, rwxr-xr-x, rwxr-xr-x",
    "rwxrwxr--, rwxrwxr--, rwxr--r--, rwxrwxr--, rwxr--r--",
    "rw----r--, rw----r--, rw-------, rw----r--, rw-------", // the group alone may not
    "---rwxrwx, ---rwxrwx, ---rwxrwx, ---------, ---------", // the owner alone may not
    "r--rw-r--, r--rw-r--, r--r--r--, r--r--r--, r--r--r--",
    "rwxrwxrwx, rwxrwxrwx, rwxrwxrwx, rwxrwxrwx, rwxrwxrwx",
  })
  void nobodyMayDoMoreThanBefore(
      String permissions, String same, String otherGroup, String otherOwner, String neither) {
    assertThat(allowed(permissions, true, true)).isEqualTo(same);
    assertThat(allowed(permissions, true, false)).isEqualTo(otherGroup);
    assertThat(allowed(permissions, false, true)).isEqualTo(otherOwner);
    assertThat(allowed(permissions, false, false)).isEqualTo(neither);
  }
}
