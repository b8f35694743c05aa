package dev.sendfile.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The tables of {@code docs/fault-matrix.md}: what users read is what is tested. */
final class Page {

  private static final Path FILE =
      Path.of(System.getProperty("sendfile.project.dir"), "docs", "fault-matrix.md");

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private Page() {}

  /** The tables of strategies, each with its rows. */
  static List<List<Row>> tables() throws IOException {
    return children(PARSER.parse(Files.readString(FILE)))
        .filter(TableBlock.class::isInstance)
        .map(Page::rows)
        .filter(rows -> rows.get(0).texts().containsKey(Row.PLACE.get(0)))
        .toList();
  }

  private static List<Row> rows(Node table) {
    List<List<String>> lines =
        children(table) // head and body
            .flatMap(Page::children)
            .filter(TableRow.class::isInstance)
            .map(line -> children(line).map(Page::text).toList())
            .toList();
    return lines.stream().skip(1).map(line -> row(lines.get(0), line)).toList();
  }

  private static Row row(List<String> headings, List<String> line) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      texts.put(headings.get(i), line.get(i));
    }
    return new Row(texts);
  }

  private static String text(Node cell) {
    StringBuilder text = new StringBuilder();
    cell.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString().strip();
  }

  private static Stream<Node> children(Node of) {
    List<Node> children = new ArrayList<>();
    for (Node child = of.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children.stream();
  }
}
