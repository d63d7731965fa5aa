package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.dataset.ItemText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsFileTest {
    @TempDir
    Path folder;

    @Test
    void columnsAreFoundByWhatTheyMean() throws Exception {
        var items = read("""
                \uFEFFItem_ID,Title,Brand,description,category,colour,price
                s1,"Son ""Đỏ"" môi",Rạng,"Lâu trôi,
                không khô",son | môi,đỏ,120
                s2,Kem,,,,,
                """);

        assertThat(items)
                .containsExactly(
                        Map.entry(
                                "s1",
                                new ItemText(
                                        "Son \"Đỏ\" môi",
                                        "Lâu trôi,\nkhông khô",
                                        "Rạng",
                                        List.of("son", "môi"),
                                        Map.of("colour", "đỏ"))),
                        Map.entry("s2", new ItemText("Kem", null, null, List.of(), Map.of())));
    }

    @Test
    void movieLensHasNoHeaderAndIsLatin1() throws Exception {
        var file = Files.write(
                folder.resolve("movies.dat"),
                "73::Misérables, Les (1995)::Drama|Musical\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ItemsFile.read(file))
                .containsExactly(Map.entry(
                        "73",
                        new ItemText("Misérables, Les (1995)", null, null, List.of("Drama", "Musical"), Map.of())));
    }

    @Test
    void theLastRowOfAnItemCounts() throws Exception {
        assertThat(read("item,name\na,old\na,new\n").get("a").name()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '~', textBlock = """
                    item,title;a,x;b             ^ line 3: the row has 1 fields instead of 2
                    item,name;a,x;,y             ^ line 3: no item
                    item,name;a,                 ^ line 2: no name
                    product_name,price;a,1       ^ line 1: the header has no column item
                    item,price;a,1               ^ line 1: the header has no column name
                    item,name;a,"x;b,y           ^ line 2: a quote is opened and never closed
                    item,name;a,"x" y            ^ is not CSV
                    item,name                    ^ has no item
                    ~~                           ^ has no item
                    1::A::Drama;2::B::Drama::old ^ line 2: the row has 4 fields
                    """)
    void whatCannotBeReadIsSaidWithItsLine(String content, String said) {
        assertThatThrownBy(() -> read(content.replace(';', '\n')))
                .isInstanceOf(OfflineException.class)
                .hasMessageStartingWith(folder.resolve("items.csv").toString())
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatIsMissingIsSaid() {
        assertThatThrownBy(() -> ItemsFile.read(folder.resolve("nowhere.csv")))
                .isInstanceOf(OfflineException.class)
                .hasMessageContaining("there is no file");
    }

    private Map<String, ItemText> read(String content) throws IOException {
        return ItemsFile.read(Files.writeString(folder.resolve("items.csv"), content));
    }
}
