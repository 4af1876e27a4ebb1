import Record
import Testing
import Wire

@testable import Gathering

/// Sheets of a workbook, as the page worker hands them over: tables of comma-separated values.
@Suite struct WorkbookTests {
    /// What gathering sheets gives and says.
    private func gathered(_ sheets: [(name: String, csv: String)]) throws -> (
        texts: [String], failures: [String], notes: [String]
    ) {
        let file = InputFile(path: "book.xlsx", stem: "book", form: .workbook, size: 1)
        let tables = try sheets.map { sheet in
            try TableFile(
                file, ByteStream(memory: Array(sheet.csv.utf8)), separator: UInt8(ascii: ","), chosen: GatheringOptions().names,
                sheet: sheets.count > 1 ? sheet.name : nil)
        }
        let (book, queue) = (
            WorkbookFile(file, tables), GatheredQueue(GatheringOptions(), workers: PageWorkers(count: 1, command: nil))
        )
        while book.gatherNext(into: queue, taken: { _ in }) {}
        var found: (texts: [String], failures: [String], notes: [String]) = ([], [], [])
        while let gathered = queue.removeFirst() {
            switch gathered {
            case .article(let article, _, _): found.texts.append(article.text)
            case .failure(let notice): found.failures.append(notice.description)
            case .note(let notice): found.notes.append(notice.description)
            default: break
            }
        }
        return found
    }

    @Test func aSheetWithoutTextsBesideOneWithThemIsANote() throws {
        let found = try gathered([
            ("Articles", "title,text,outlet,date\nWall,Velm said no.,Post,2024-03-05\n"), ("Codes", "code,meaning\nA,all\n"),
        ])
        #expect(found.texts == ["Velm said no."] && found.failures.isEmpty)
        #expect(found.notes.count == 1)
        #expect(
            found.notes.first?.hasPrefix(
                "book.xlsx, sheet “Codes”: none of its columns is known to hold the text (it has “code”, “meaning”)")
                == true)
    }

    @Test func aWorkbookWithoutTextsIsRefused() throws {
        let found = try gathered([("Codes", "code,meaning\nA,all\n"), ("More", "x,y\n1,2\n")])
        #expect(found.texts.isEmpty && found.notes.count == 2)
        #expect(
            found.failures == [
                "book.xlsx: none of its sheets has a column that is known to hold the text; name the one with --text-column"
            ])
        #expect(try gathered([("Codes", "code,meaning\nA,all\n")]).failures.count == 1)
    }
}
