import Foundation
import Record
import TestSupport
import Testing
import Wire

@testable import Gathering

/// Files that name articles, what datelines say, and what a person tells.
@Suite struct ListTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func gathered(_ path: String, told: [ArticleNames.Part: String] = [:]) -> [Gathered] {
        var options = GatheringOptions()
        options.told = told
        options.addresses.reach = .publicAlone
        return Array(Gatherer([.path(path)], options))
    }

    private func articles(_ path: String, told: [ArticleNames.Part: String] = [:]) -> [Article] {
        gathered(path, told: told).compactMap { if case .article(let article, _, _) = $0 { article } else { nil } }
    }

    private func failures(_ path: String) -> [String] {
        gathered(path).compactMap { if case .failure(let notice) = $0 { notice.description } else { nil } }
    }

    @Test func aTextOfAddressesIsAListOfThem() {
        let listed = AddressList.of("# mine\nhttps://velm.example/1\n\n https://velm.example/2 \r\nhttps://velm.example/1\n")
        #expect(listed?.map(\.address) == ["https://velm.example/1", "https://velm.example/2"])
        for text in ["https://velm.example/1 says so", "Velm said no.", "https://velm.example/1\nVelm said no.", "", "# mine\n"] {
            #expect(AddressList.of(text) == nil, "\(text)")
        }
    }

    @Test func whatAListNamesIsFetchedAndRefusedByName() throws {
        let list = try folder.write("list.txt", "http://127.0.0.1:9/1\nhttp://10.0.0.1/2\n")
        let refused = failures(list)
        #expect(
            refused.count == 2 && refused.first?.hasPrefix("http://127.0.0.1:9/1") == true
                && refused.last?.hasPrefix("http://10.0.0.1/2") == true)
        let table = try folder.write("stories.csv", "stories_id,title,url,media_name\n7,Velm,http://127.0.0.1:9/7,Wire\n")
        #expect(failures(table).count == 1)
        let sent = Gatherer([.sent(name: "list.txt", bytes: Array("http://127.0.0.1:9/1\n".utf8))])
        // What a visitor has sent leads nowhere.
        #expect(sent.contains { if case .article = $0 { true } else { false } })
    }

    @Test func aFileBesideAListIsReadAndNoneElsewhere() throws {
        let list = InputFile(path: "/home/mara/list.ris", stem: "list", form: .references, size: 1)
        #expect(ListFile.beside(list, "files/7/page.html") == "/home/mara/files/7/page.html")
        for path in ["/etc/passwd", "../passwd", "files/../../passwd"] { #expect(ListFile.beside(list, path) == nil) }
        let sent = InputFile(path: nil, sent: ("list.ris", []), stem: "list", form: .references, size: 1)
        #expect(ListFile.beside(sent, "page.html") == nil)
    }

    @Test(arguments: [
        ("VIENNA, Nov. 5 (Reuters) - The dam is shut.", "VIENNA", "Nov. 5", "Reuters"),
        ("PORT AMREL, March 4 (Nine Rivers Wire) - The Assembly voted.", "PORT AMREL", "March 4", "Nine Rivers Wire"),
        ("KESSOM — Under a clear sky.", "KESSOM", nil, nil),
        ("DRAVIC, Orvane (Nine Rivers Wire) — Soldiers came.", "DRAVIC, Orvane", nil, "Nine Rivers Wire"),
        ("Talmere (dpa) - The delta is dry.", "Talmere", nil, "dpa"),
        ("BEIJING, March 5 (Xinhua) -- A dam.", "BEIJING", "March 5", "Xinhua"),
        ("Head\n\nSENNET, 3 April 2021 (AFP) — Soldiers.", "SENNET", "3 April 2021", "AFP"),
    ])
    func aDatelineTellsPlaceDayAndAgency(text: String, place: String, day: String?, agency: String?) {
        let found = Dateline(of: text)
        #expect(found?.place == place && found?.day == day && found?.agency == agency, "\(String(describing: found))")
    }

    @Test(arguments: [
        "BREAKING — The dam is shut.", "The dam - and the gate - is shut.", "NATO - the alliance - met.",
        "“No,” she said — and left.", "He left (and came back) - twice.",
        "EXCLUSIVE: dam is shut", "UPDATE 2 - Dam shut", "In May (the month) - he said.",
    ])
    func otherBeginningsAreNone(text: String) { #expect(Dateline(of: text) == nil, "\(String(describing: Dateline(of: text)))") }

    @Test func aDatelineDatesAnArticleWhereItNamesTheYearAndNothingElseDoes() throws {
        let text = "VIENNA, Nov. 5, 2024 (Reuters) - The dam is shut, Mara Lind said."
        let article = try #require(articles(folder.write("a.txt", text)).first)
        #expect(article.published == "2024-11-05" && article.dateSource == .text)
        #expect(article.carried.contains { $0.name == "credit" && $0.json == "\"Reuters\"" })
        #expect(
            article.carried.contains {
                $0.name == "dateline" && $0.json == #"{"place": "VIENNA", "day": "Nov. 5, 2024", "agency": "Reuters"}"#
            })
        let told = try #require(articles(folder.write("b.txt", text + " "), told: [.published: "2024-11-06"]).first)
        #expect(told.published == "2024-11-06" && told.dateSource == .user)
    }

    @Test func aTitleThatIsToldWinsOverTheFirstLine() throws {
        let path = try folder.write("a.txt", "First line\n\nVelm said no.")
        #expect(articles(path).map(\.title) == ["First line"])
        #expect(articles(path, told: [.title: "The gate"]).map(\.title) == ["The gate"])
    }

    @Test func columnsOfNoPartAreNamedOnce() throws {
        let path = try folder.write(
            "a.csv", "title,outlet,date,text,words\nVelm,Wire,2021-04-03,Yes.,9\nVelm,Wire,2021-04-03,No.,9\n")
        let notes = gathered(path).compactMap { if case .note(let notice) = $0 { notice.reason } else { nil } }
        #expect(notes == ["columns that are no part of an article are carried as they are: “words”"])
    }

    // L1: `dixit gather http://93.184.216.34:8080/`, a public address of this very machine, reached a service on it.
    @Test(arguments: [
        ("93.184.216.34", "this machine"), ("93.184.216.77", "the local network"), ("93.184.217.1", nil),
        ("198.41.0.4", "this machine"), ("198.41.0.5", nil), ("2606:2800:220:1::7", "this machine"),
        ("2606:2800:220:1:5::9", "the local network"), ("2606:2800:220:2::7", nil),
    ])
    func anAddressOfThisMachineOrItsLinkIsItsOwnHoweverPublic(text: String, expected: String?) throws {
        let bytes = { (text: String) in try #require(NetworkAddress(text)).bytes }
        let links = [
            NetworkAddress.OnLink(address: try bytes("93.184.216.34"), mask: [255, 255, 255, 0]),
            NetworkAddress.OnLink(address: try bytes("198.41.0.4"), mask: [255, 255, 255, 255]),
            NetworkAddress.OnLink(address: try bytes("2606:2800:220:1::7"), mask: (0..<16).map { $0 < 8 ? 255 : 0 }),
            // A tunnel that everything goes through.
            NetworkAddress.OnLink(address: [10, 0, 0, 1], mask: [0, 0, 0, 0]),
        ]
        #expect(NetworkAddress.own(try bytes(text), among: links) == expected)
    }

    @Test func theAddressesOfThisMachineAreAsked() throws {
        #expect(NetworkAddress.own([127, 0, 0, 1]) == "this machine")
        #expect(NetworkAddress.own([127, 7, 7, 7]) == "the local network")
    }

    // L10: a copy in X/tools/bin ran X/tools/.setup/pages/bin/python.
    @Test func nothingIsRunFromAFolderThatOnlyStandsAboveTheProgram() throws {
        let path = try folder.write("tools/.setup/pages/bin/python", "")
        _ = try folder.write("tools/Pages/worker.py", "")
        for program in ["tools/bin/dixit", "tools/other/bin/dixit", "tools/dixit"] {
            let location = PageWorkerLocation(environment: [:], executable: "\(folder.path)/\(program)")
            #expect(location.command == nil && FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func nothingIsRunThatOthersMayChange() throws {
        _ = try folder.write("tools/.setup/pages/bin/python", "")
        let script = try folder.write("tools/Pages/worker.py", "")
        let executable = folder.path + "/tools/.build/debug/dixit"
        #expect(PageWorkerLocation(environment: [:], executable: executable).command != nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: script)
        let location = PageWorkerLocation(environment: [:], executable: executable)
        #expect(location.command == nil && location.remedy.contains("others may change"))
    }
}
