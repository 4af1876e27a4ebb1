import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct FindingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    /// Article 1 is Korvin's; 2 a copy of it elsewhere; 3 another one, of the next year, without an outlet.
    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        let other =
            "Ilse Varn wrote that Dessa Korvin and the harbour’s pilots were très fâchés. “The harbour rests,” said a harbour pilot."
        try ledger.add([
            Written.korvinEntry(), Written.korvinEntry(id: "copy", outlet: "The Echo", text: Written.korvin + " "),
            Written.entry(
                other, [.init(names: ["Ilse Varn"]), .init(names: ["Dessa Korvin"]), .init(names: ["harbour pilot"], kind: nil)],
                [
                    .init(who: "Ilse Varn", cue: "wrote", words: "that Dessa Korvin and the harbour’s pilots were très fâchés"),
                    .init(who: "a harbour pilot", words: "“The harbour rests,”"),
                ], id: "other", published: "2022-05-01"),
        ])
    }

    private func find(_ words: String, _ change: (inout StatementQuery) throws -> Void = { _ in }) throws -> [String] {
        var search = StatementQuery(try SearchQuery(words))
        try change(&search)
        return try ledger.find(search).map { "\($0.id)" }
    }

    @Test func statementsAreFoundByTheirContentsAndCopiesCountOnce() throws {
        #expect(Set(try find("harbour")) == ["s1.0", "s3.0", "s3.1"])
        #expect(try find("pays twice") == ["s1.1"])
    }

    @Test func cuesSourcesAndFormsOfWordsAreFound() throws {
        #expect(try find("said").contains("s1.0"))
        #expect(try find("harbours") == find("harbour"))
        #expect(try find("paying") == ["s1.1"])
    }

    @Test(arguments: [
        ("tres faches", ["s3.0"]), ("FÂCHÉS", ["s3.0"]), ("\"pays twice\"", ["s1.1"]), ("\"twice pays\"", []),
        ("fach*", ["s3.0"]),
        ("harbour NOT rests NOT pilots", ["s1.0"]), ("rests OR twice", ["s1.1", "s3.1"]),
        ("harbour (rests OR pilots)", ["s3.0", "s3.1"]),
    ])
    func theQueryMeansWhatItSays(words: String, found: [String]) throws { #expect(try find(words).sorted() == found) }

    @Test func filtersLeaveWhatHolds() throws {
        let korvin = try ledger.actor("Dessa Korvin", for: .speaking).id
        #expect(try find("harbour") { $0.speakers = [korvin] } == ["s1.0"])
        #expect(try find("harbour") { $0.about = [korvin] } == ["s3.0"])
        #expect(try find("harbour") { $0.outlets = [try ledger.outlet(named: "the beacon")] } == ["s1.0"])
        #expect(try find("harbour") { $0.days = try DayRange(since: "2022", until: nil) }.sorted() == ["s3.0", "s3.1"])
        #expect(try find("harbour") { $0.days = try DayRange(since: nil, until: "2021-03") } == ["s1.0"])
        #expect(try find("harbour") { $0.forms = [.direct] } == ["s3.1"])
        #expect(try find("harbour") { $0.limit = 1 }.count == 1)
        #expect(try find("harbour") { $0.order = .date } == ["s3.1", "s3.0", "s1.0"])
    }

    @Test func matchesAreAllThatIsFoundArticleByArticle() throws {
        let korvin = try ledger.actor("Dessa Korvin", for: .mentioned).id
        let changes: [(inout StatementQuery) throws -> Void] = [
            { _ in }, { $0.about = [korvin] }, { $0.speakers = [korvin] }, { $0.forms = [.direct] },
            { $0.words = try SearchQuery("harbour") }, { $0.outlets = [try ledger.outlet(named: "the beacon")] },
        ]
        for change in changes {
            var query = StatementQuery()
            try change(&query)
            var matches: [String] = []
            try ledger.matches(query) { article, statements in
                matches += statements.map { "\(StatementID(article: article, number: $0))" }
                return true
            }
            #expect(!matches.isEmpty && matches == matches.sorted())
            #expect(try matches == ledger.find(query).map { "\($0.id)" }.sorted())
        }
        var articles = 0
        try ledger.matches(StatementQuery()) { _, _ in
            articles += 1
            return false
        }
        #expect(articles == 1)
    }

    @Test func facetsCountUnderAllOtherFilters() throws {
        var query = StatementQuery(try SearchQuery("harbour"))
        query.about = [try ledger.actor("Dessa Korvin", for: .mentioned).id]
        let facets = try ledger.facets(query, 5)
        #expect(facets.matches == 1)
        #expect(facets.forms.map(\.count).reduce(0, +) == 1 && facets.speakers.map(\.count).reduce(0, +) == 1)
        query.forms = [.direct]
        #expect(try ledger.facets(query, 5).matches == 0)
        #expect(try ledger.facets(query, 5).forms.map(\.count).reduce(0, +) == 1)
    }

    /// Whether its matches are gone through once for both, as those of words are, or once for each.
    @Test(arguments: ["harbour", "harbour OR wrote", "harb*", nil], StatementQuery.Order.allCases)
    func aSearchFindsWhatIsFoundAndCountsWhatIsCounted(words: String?, order: StatementQuery.Order) throws {
        var query = StatementQuery()
        query.words = try words.map { try SearchQuery($0) }
        query.order = order
        for (offset, forms) in [(0, []), (1, []), (0, [Form.direct])] {
            (query.offset, query.forms, query.limit) = (offset, forms, 2)
            let (found, facets) = try ledger.search(query, 5)
            #expect(try found == ledger.find(query))
            let told = { (facets: Facets) in
                "\(facets.matches) \(facets.areThereMore) \(facets.speakers) \(facets.outlets) \(facets.months) \(facets.forms)"
            }
            #expect(try told(facets) == told(ledger.facets(query, 5)))
        }
        #expect(try !ledger.search(StatementQuery(SearchQuery("harbour")), 5).found.isEmpty)
    }

    @Test(arguments: ["Søren Weiß", "Soren Weiss", "soren weiss", "Weiss", "Weiß", "Soren", "SØREN WEISS"])
    func namesAreFoundInBothSpellings(name: String) throws {
        try ledger.add([
            Written.entry(
                "Søren Weiß said the dam holds.", [.init(names: ["Søren Weiß"])],
                [.init(who: "Søren Weiß", words: "the dam holds")], id: "weiss")
        ])
        #expect(try ledger.actor(name, for: .speaking).name == "Søren Weiß")
        #expect(try ledger.actors(named: name, limit: 5).map(\.actor.name) == ["Søren Weiß"])
        #expect(try ledger.find(StatementQuery(ledger) { $0 == "speaker" ? [name] : [] }).map { "\($0.id)" } == ["s4.0"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func ofTwoSpellingsTheOneThatIsGivenIsMeant() throws {
        for (name, id) in [("Mara Bøe", "a"), ("Mara Boe", "b")] {
            try ledger.add([
                Written.entry(
                    "\(name) said the dam holds in \(id).", [.init(names: [name])],
                    [.init(who: name, words: "the dam holds in \(id)")], id: id)
            ])
        }
        #expect(try ledger.actor("Mara Bøe", for: .speaking).name == "Mara Bøe")
        #expect(try ledger.actor("Mara Boe", for: .speaking).name == "Mara Boe")
    }

    @Test func lettersThatFoldByConventionAloneAreFoundInBothSpellings() throws {
        try ledger.add([Written.entry("Mara Lind said the mayor of Łódź met Bjørn Weiß.", id: "spelled")])
        for words in ["Lodz", "Łódź", "Bjorn", "bjørn", "Weiss", "\"mayor of lodz\""] {
            #expect(try ledger.findArticles(StatementQuery(SearchQuery(words))).map(\.article.name) == ["spelled"], "\(words)")
        }
        #expect(try ledger.verify().problems == [])
    }

    @Test func noWordsAreNeeded() throws {
        var query = StatementQuery()
        query.outlets = [try ledger.outlet(named: "the beacon")]
        #expect(try !ledger.find(query).isEmpty)
        #expect(try ledger.find(query).allSatisfy { $0.article.outlet?.lowercased() == "the beacon" })
        #expect(try ledger.find(StatementQuery()).count == ledger.facets(StatementQuery(), 5).matches)
    }

    @Test func matchesAreTheCharactersOfTheArticleThatWereSearchedFor() throws {
        for words in ["harbour", "\"harbour’s pilots\"", "tres OR rests", "harb*"] {
            for entry in try ledger.find(StatementQuery(SearchQuery(words))) {
                var loader = EntryLoader(ledger)
                let text = try loader.slices(entry.id.article)
                let found = entry.matches.compactMap { text.text($0) }
                #expect(
                    !found.isEmpty && found.allSatisfy { ["harbour", "harbour’s pilots", "très", "rests"].contains($0) },
                    "\(found)")
            }
        }
    }

    @Test func matchesInAContentOfSeveralPiecesAreInThosePieces() throws {
        let text = "“Not one ship,” she added, “and not one barge.”"
        let pieces = ["“Not one ship,”", "“and not one barge.”"].compactMap { Written.extract($0, in: text) }
        let statement = Statement(
            id: 0, parent: nil, form: .direct, source: [], cue: [], content: pieces, speaker: nil, confidence: 1)
        try ledger.add([
            PreparedArticle(
                article: Article(id: "pieces", path: "p", text: text), given: Array(text.utf8),
                findings: Findings(statements: [statement]),
                reader: Written.reader)
        ])
        let found = try #require(try ledger.find(StatementQuery(SearchQuery("one barge"))).first)
        #expect(found.matches == [Span(5, 8), Span(36, 39), Span(40, 45)])
    }

    @Test func articlesAreFoundWithTheirPlaces() throws {
        let found = try ledger.findArticles(StatementQuery(SearchQuery("denied")))
        #expect(found.map(\.article.id) == [1])
        let excerpt = try #require(found.first?.excerpts.first)
        #expect(excerpt.extract.text.contains("denied") && excerpt.matches.count == 1)
        var search = StatementQuery(try SearchQuery("harbour"))
        search.speakers = [try ledger.actor("Ilse Varn", for: .speaking).id]
        #expect(try Set(ledger.findArticles(search).map(\.article.id)) == [1, 3])
        search.forms = [.direct]
        #expect(try ledger.findArticles(search).isEmpty)
    }

    // MARK: Who

    @Test func anActorsStatementsStandInOrderOfTimeWithWhomTheyMention() throws {
        let varn = try ledger.statements(of: StatementQuery(speaker: ledger.actor("Varn", for: .speaking).id))
        #expect(varn.statements.map { "\($0.id)" } == ["s1.2", "s3.0"] && varn.count == 2)
        #expect(varn.firstDay == "2021-03-12" && varn.lastDay == "2022-05-01")
        #expect(varn.others.map(\.actor.name) == ["Dessa Korvin"] && varn.others.map(\.mentions) == [1])
        // The copy of article 1 carried it too.
        #expect(Set(varn.outlets.map { "\($0.outlet ?? "-") \($0.statements)" }) == ["The Beacon 1", "The Echo 1", "- 1"])
    }

    @Test func theLatestStatementsAreShownWhereFewAreWanted() throws {
        var question = StatementQuery(speaker: try ledger.actor("Varn", for: .speaking).id)
        question.limit = 1
        let latest = try ledger.statements(of: question)
        #expect(latest.statements.map { "\($0.id)" } == ["s3.0"] && latest.count == 2)
        question.days = try DayRange(since: nil, until: "2021")
        #expect(try ledger.statements(of: question).statements.map { "\($0.id)" } == ["s1.2"])
    }

    @Test func aNameThatMaySeveralMeanIsRefusedWithTheirIDs() throws {
        try ledger.add([
            Written.entry(
                "Mats Varn said nothing would change.", [.init(names: ["Mats Varn"])],
                [.init(who: "Mats Varn", words: "nothing would change")], id: "m")
        ])
        do {
            _ = try ledger.actor("Varn", for: .speaking)
            Issue.record("an actor was chosen")
        } catch let error as QuestionError {
            #expect(error.choices.map(\.actor.name) == ["Ilse Varn", "Mats Varn"])
            #expect(error.description.contains("@") && !error.description.contains("\n"))
        }
        // A surname alone may be anybody's of that name, also where one actor is called no more than that.
        try ledger.add([
            Written.entry("Varn said no more.", [.init(names: ["Varn"])], [.init(who: "Varn", words: "no more")], id: "v")
        ])
        #expect(throws: QuestionError.self) { try ledger.actor("Varn", for: .speaking) }
        #expect(try ledger.actor("mats varn", for: .speaking).name == "Mats Varn")
        #expect(throws: QuestionError.self) { try ledger.actor("Nobody", for: .any) }
        #expect(throws: QuestionError.self) { try ledger.actor("@999", for: .any) }
        #expect(throws: QuestionError.self) { try ledger.actor("\"*", for: .any) }
        #expect(throws: QuestionError.self) { try ledger.outlet(named: "The") }
    }

    // MARK: Showing

    @Test func aStatementIsShownWithWhereItComesFrom() throws {
        let shown = try ledger.show(StatementID(article: 1, number: 0))
        #expect(shown.context.text == Written.korvin)
        #expect(shown.provenance.fingerprint == Fingerprint(of: Array(Written.korvin.utf8)))
        #expect(shown.provenance.copies.map(\.outlet) == ["The Echo"])
        #expect(shown.repetitions.map { "\($0)" } == ["s2.0"])
        #expect(try ledger.show(StatementID(article: 2, number: 0)).repeats == StatementID(article: 1, number: 0))
        #expect(throws: QuestionError.self) { try ledger.show(StatementID(article: 1, number: 9)) }
        #expect(throws: QuestionError.self) { try ledger.show(article: 9) }
        #expect(try ledger.show(actor: "Ilse Varn").choice.statements == 2)
    }
}
