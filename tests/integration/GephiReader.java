import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gephi.io.importer.api.ColumnDraft;
import org.gephi.io.importer.api.EdgeDraft;
import org.gephi.io.importer.api.ElementDraft;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.NodeDraft;
import org.gephi.io.importer.api.Report;
import org.gephi.io.importer.impl.ImportContainerImpl;
import org.gephi.io.importer.plugin.file.ImporterGEXF;

/**
 * GephiReader FILE: reads a GEXF file as Gephi does and prints what Gephi then has, a line an item
 * of cells in Base64 with commas between them.
 *
 * issue, level, message; node, id, label, colour; edge, id, source, target, label. After a node or
 * an edge come name, type and text of each of its values.
 */
public class GephiReader {
    private static final int MOST_ISSUES = 100;

    public static void main(String[] arguments) throws Exception {
        ImportContainerImpl container = new ImportContainerImpl();
        ImporterGEXF importer = new ImporterGEXF();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
            importer.setReader(reader);
            importer.execute(container.getLoader());
        }
        container.verify();
        container.closeLoader();
        for (Report report : List.of(importer.getReport(), container.getReport())) {
            for (Issue issue : report.getIssuesList(MOST_ISSUES)) {
                print(List.of("issue", issue.getLevel(), issue.getMessage()), List.of());
            }
        }
        for (NodeDraft node : container.getUnloader().getNodes()) {
            String colour = String.format("#%06x", node.getColor().getRGB() & 0xffffff);
            print(List.of("node", node.getId(), node.getLabel(), colour), values(node));
        }
        for (EdgeDraft edge : container.getUnloader().getEdges()) {
            String source = edge.getSource().getId();
            String target = edge.getTarget().getId();
            print(List.of("edge", edge.getId(), source, target, edge.getLabel()), values(edge));
        }
    }

    private static List<Object> values(ElementDraft element) {
        List<Object> found = new ArrayList<>();
        for (ColumnDraft column : element.getColumns()) {
            Object value = element.getValue(column.getId());
            if (value != null) {
                found.addAll(List.of(column.getId(), value.getClass().getSimpleName(), value));
            }
        }
        return found;
    }

    private static void print(List<Object> head, List<Object> rest) {
        List<String> cells = new ArrayList<>();
        for (List<Object> part : List.of(head, rest)) {
            for (Object cell : part) {
                byte[] text = cell.toString().getBytes(StandardCharsets.UTF_8);
                cells.add(Base64.getEncoder().encodeToString(text));
            }
        }
        System.out.println(String.join(",", cells));
    }
}
