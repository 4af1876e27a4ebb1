import Testing
import Wire

/// M8 of the findings: LibreOffice's import cuts lines at `;`, tabs and line ends too, and takes wide signs for narrow ones.
@Suite struct CellsTests {
    @Test(arguments: [
        ("Port news;=1+41;x", "Port news;'=1+41;x"), ("Port news\t=1+42", "Port news\t'=1+42"), ("\n=1+43", "'\n'=1+43"),
        ("\u{FF1D}1+44", "'\u{FF1D}1+44"), ("x;=HYPERLINK(A1);y", "x;'=HYPERLINK(A1);y"), (" =1+45", " '=1+45"),
        ("\u{FEFF}=1+46", "\u{FEFF}'=1+46"), ("\"=1+47", "\"'=1+47"), ("\u{A0}=1+48", "\u{A0}'=1+48"),
        ("a\r@SUM(1)", "a\r'@SUM(1)"),
        ("a; \u{FF0B}1", "a; '\u{FF0B}1"), ("-1", "'-1"), ("\tx", "'\tx"),
    ])
    func aSignThatWouldBeginAFormulaIsGuardedWhereverACellMayBegin(words: String, safe: String) {
        #expect(Cells.safe(words) == safe)
    }

    @Test(arguments: ["", "a=b", "2 + 2 = 4", "mara@beacon.example", "a – b", "“=”", "x; y", "3-4"])
    func otherWordsStayAsTheyAre(words: String) { #expect(Cells.safe(words) == words) }
}
