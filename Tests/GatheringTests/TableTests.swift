import Record
import TestSupport
import Testing
import Wire

@testable import Gathering

@Suite struct TableReaderTests {
    /// The rows of a table that comes in pieces of some bytes.
    private func rows(_ bytes: [UInt8], separator: Character = ",", pieces: Int = 7, limit: Int = 1 << 20) throws -> [TableReader
        .Row]
    {
        var rest = bytes[...]
        var reader = TableReader(separator: separator.asciiValue ?? 0, limit: limit) {
            defer { rest = rest.dropFirst(pieces) }
            return rest.isEmpty ? nil : rest.prefix(pieces)
        }
        var rows: [TableReader.Row] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    private func fields(_ text: String) throws -> [[String]] {
        try rows(Array(text.utf8)).map { row in
            guard case .fields(let fields, _) = row else { return ["\(row)"] }
            return fields.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test func quotedFieldsHoldSeparatorsLineEndsAndDoubledQuotationMarks() throws {
        #expect(
            try fields("a,\"b,\"\"c\"\"\r\nd\",\r\n\n\"\",e\r\nlast") == [
                ["a", "b,\"c\"\r\nd", ""], [""], ["", "e"], ["last"],
            ])
    }

    @Test(arguments: [
        ("\"We will,\" he said,x", ["\"We will,\" he said", "x"]), ("\"a\" \"b\"", ["\"a\" \"b\""]), ("a\"b\"", ["a\"b\""]),
        ("\"a\"\rb", ["\"a\"\rb"]), ("\"a\"\"\" b,c", ["\"a\"\"\" b", "c"]),
    ])
    func whatOnlyLooksQuotedIsTakenAsItStands(line: String, expected: [String]) throws {
        #expect(try fields(line) == [expected])
    }

    @Test func aRowIsGivenAsItStood() throws {
        let rows = try rows(Array("a,\"b\"\"\"\r\nc".utf8))
        #expect(rows.first == .fields([[0x61], [0x62, 0x22]], raw: Array("a,\"b\"\"\"".utf8)))
    }

    @Test func whatIsBeyondALimitIsPassedOverAndWhatFollowsIsRead() throws {
        let long = "\"" + String(repeating: "x,\n", count: 100) + "\",y\nz"
        #expect(try rows(Array(long.utf8), limit: 50) == [.tooLong(304), .fields([[0x7A]], raw: [0x7A])])
        let wide = String(repeating: ",", count: TableReader.columns) + "\nz"
        #expect(try rows(Array(wide.utf8)) == [.tooWide, .fields([[0x7A]], raw: [0x7A])])
    }

    @Test func aQuotationMarkThatIsNeverClosedIsNamed() throws {
        #expect(try rows(Array("a\n\"b\nc\n".utf8)) == [.fields([[0x61]], raw: [0x61]), .unclosed])
    }

    private func quoted(_ field: [UInt8]) -> [UInt8] {
        [0x22] + field.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }

    @Test func anyFieldsWrittenAsRFC4180HasItAreReadAgain() throws {
        var random = SeededGenerator(seed: 4180)
        let letters = Array("ab\",\n\r;\t é".utf8)
        for _ in 0..<300 {
            let table = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 2...4, using: &random)).map { _ in
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? 0 }
                }
            }
            let written = table.map { row in Array(row.map(quoted).joined(separator: [0x2C])) }
            let bytes = Array(written.joined(separator: [0x0D, 0x0A]))
            let read = try rows(bytes, pieces: Int.random(in: 1...9, using: &random))
            #expect(read == zip(table, written).map { TableReader.Row.fields($0, raw: $1) })
        }
    }

    @Test func anyBytesAreReadWithoutEnd() throws {
        var random = SeededGenerator(seed: 5)
        let letters = Array("ab\",\n\r".utf8) + [0xFF]
        for _ in 0..<500 {
            let bytes = (0..<40).map { _ in letters.randomElement(using: &random) ?? 0 }
            let whole = try rows(bytes, pieces: 40, limit: 12)
            #expect(try rows(bytes, pieces: 1, limit: 12) == whole)
        }
    }
}

@Suite struct TableFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func articles(_ path: String, _ names: ArticleNames = ArticleNames()) -> [Article] {
        var options = GatheringOptions()
        options.names = names
        return Gatherer([.path(path)], options).compactMap {
            if case .article(let article, _, _) = $0 { article } else { nil }
        }
    }

    @Test func columnsAreKnownByNameAndTheOthersCarried() throws {
        let path = try folder.write("a.csv", "\u{FEFF}Head_Line,Full Text,Date,Section\nVelm,Yes.,2021-03-04,world\n")
        #expect(
            articles(path) == [
                Article(
                    id: "a:2", path: path, title: "Velm", published: "2021-03-04", text: "Yes.",
                    carried: [.init(name: "Section", json: "\"world\""), .init(name: "published_by", json: "\"file\"")])
            ])
    }

    @Test func theHeadingShowsWhatSeparates() throws {
        for (name, text) in [
            ("a.csv", "title;text\n1,2;\"a\tb\"\n"), ("b.csv", "title\ttext\n1,2\ta\tb\n"), ("c.csv", "title|text\n1,2|a\tb\n"),
        ] {
            let found = articles(try folder.write(name, text))
            #expect(found.first?.title == "1,2" || name == "b.csv" && found.isEmpty)
        }
        #expect(articles(try folder.write("d.tsv", "text\tid\nYes; no.\t7\n")).map(\.id) == ["7"])
    }

    @Test func columnsThatAreNamedCountAndThoseThatAreMissingAreNamed() throws {
        let path = try folder.write("a.csv", "text,Body,when\nno,yes,2021\n")
        #expect(articles(path, ArticleNames([.text: "body", .published: "when"])).map(\.text) == ["yes"])
        #expect(
            try folder.gathered(folder.write("b.csv", "a,b\n1,2\n")) == [
                "failure: /b.csv: none of its columns is known to hold the text (it has “a”, “b”); name the one with --text-column"
            ])
        #expect(articles(path, ArticleNames([.text: "words"])).isEmpty)
    }

    @Test func rowsThatCannotBeTakenAreNamedAndTheOthersRead() throws {
        let path = try folder.write("a.csv", Array("id,text\n1,\"a\nb\"\n2\n3,c,d\n4,e,,\n\n5,".utf8) + [0x81, 0x0A])
        #expect(
            folder.gathered(path) == [
                "1 = a\nb",
                "failure: /a.csv, row 3: the row has 1 column where the heading has 2; put fields that hold the separator in quotation marks",
                "failure: /a.csv, row 4: the row has 3 columns where the heading has 2; put fields that hold the separator in quotation marks",
                "4 = e",
                "warning: /a.csv, row 7: 1 place in it is not UTF-8 and became U+FFFD; convert it to UTF-8 if that matters",
                "5 = \u{FFFD}",
            ])
        #expect(try folder.gathered(folder.write("b.csv", "")) == ["failure: /b.csv: it holds no table; give a heading and rows"])
        #expect(try folder.gathered(folder.write("c.csv", "title,text\n")) == ["note: /c.csv: it has a heading and no row"])
    }

    @Test func excelsLineAboutTheSeparatorIsNoHeading() throws {
        #expect(try folder.gathered(folder.write("a.csv", "\u{FEFF}sep=;\r\ntext;id\r\nYes, no;7\r\n")) == ["7 = Yes, no"])
    }

    @Test func aRowWithANULIsNamedAndTheOthersRead() throws {
        #expect(
            try folder.gathered(folder.write("a.csv", "id,text\n1,a\n2,b\0\n3,c\n")) == [
                "1 = a", "failure: /a.csv, row 3: the row holds a NUL byte; take it out, and see whether the file is damaged",
                "3 = c",
            ])
    }

    @Test(arguments: [
        ("05.03.2024", [], "2024-03-05"), ("45356", [], "2024-03-05"), ("2024/03/05", [], "2024-03-05"),
        ("05/03/2024", ["25/03/2024"], "2024-03-05"), ("05/03/2024", ["03/25/2024"], "2024-05-03"),
        ("5/3/24", ["25/3/24"], "2024-03-05"), ("05/03/2024", [], "05/03/2024"),
        ("05/03/2024", ["25/03/2024", "03/25/2024"], "05/03/2024"), ("31.02.2024", [], "31.02.2024"),
        ("1709633400", [], "2024-03-05T10:10Z"), ("1709633400000", [], "2024-03-05T10:10Z"),
        ("0123456789", [], "0123456789"), ("24-03-05", ["31-03-05"], "24-03-05"),
        ("5/3/68", ["25/3/68"], "1968-03-05"), ("2099-01-01", [], "2099-01-01"),
        ("2024-03-05T25:00:00", [], "2024-03-05T25:00:00"),
        ("5-Mar-24", [], "2024-03-05"), ("5. März 2024", [], "2024-03-05"), ("5 de marzo de 2024", [], "2024-03-05"),
        ("Tue Mar 05 08:00:00 +0000 2024", [], "2024-03-05"), ("2024年3月5日", [], "2024-03-05"), ("5 March", [], "5 March"),
    ])
    func datesAreWhatTheirColumnSays(cell: String, others: [String], expected: String) {
        var dates = GivenDates { AnyIterator(([cell] + others).makeIterator()) }
        #expect(dates.understood(cell) == expected)
        #expect(dates.unclear.count == (cell == expected ? 1 : 0))
    }

    @Test func aNumberInJSONIsNoDayOfExcel() throws {
        let path = try folder.write("a.json", "{\"text\": \"Yes.\", \"published\": 45356}")
        #expect(articles(path).first?.published == "45356")
    }

    @Test func whereTheFirstColumnOfDatesIsEmptyTheNextOneTells() throws {
        let path = try folder.write(
            "a.csv", "published,date,text\n,25/03/2024,Yes.\n,05/03/2024,No.\n2024-03-06,05/03/2024,So.\n")
        #expect(articles(path).map(\.published) == ["2024-03-25", "2024-03-05", "2024-03-06"])
        #expect(articles(path).map { $0.carried.contains { $0.name == "date" } } == [false, false, true])
    }

    @Test func aDateThatMayBeTwoIsTold() throws {
        let path = try folder.write("a.csv", "title,outlet,url,date,text\nA,B,https://velm.example/,05/03/2024,Yes.\n")
        #expect(
            folder.gathered(path).last?.hasPrefix("warning: /a.csv: 1 date is none, or may be two days, such as “05/03/2024”")
                == true)
    }

    @Test func aDateFarDownSaysHowTheWholeColumnIsMeant() throws {
        let rows = String(repeating: "A,B,https://velm.example/,03/04/2024,Yes.\n", count: 12_000)
        let table = "title,outlet,url,date,text\n" + rows + "A,B,https://velm.example/,13/02/2023,Yes.\n"
        #expect(articles(try folder.write("a.csv", table)).first?.published == "2024-04-03")
        #expect(try !folder.gathered(folder.write("b.csv", table)).contains { $0.hasPrefix("warning") })
    }

    @Test(arguments: [
        ("<p>A.</p><p>B.</p>", true), ("A.<br><br>B.", true), ("A <b>B</b> < C", false), ("a</p>", false),
        ("<del>40</del> 60", true), ("10<sup>6</sup>", true),
    ])
    func htmlInACellIsKnownByWhatPartsIt(text: String, expected: Bool) { #expect(HTMLCell.isIn(text) == expected) }

    @Test func whatARowWasGivenInIsATableOfItsOwn() throws {
        let path = try folder.write("a.csv", "text,id\nYes,1\n\"No, no\",2\n")
        let given = Gatherer([.path(path)]).compactMap { event -> [UInt8]? in
            if case .article(_, let given, _) = event { given } else { nil }
        }
        #expect(given.map { String(decoding: $0, as: UTF8.self) } == ["text,id\nYes,1", "text,id\n\"No, no\",2"])
    }
}
