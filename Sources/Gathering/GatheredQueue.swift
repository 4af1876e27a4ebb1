import Record
import Wire

/// What has been gathered and waits to be given out, in the order of the input; pages among it may still be with the page workers.
///
/// A class, because the files that are gathered share it; use it from one thread.
final class GatheredQueue {
    /// Something to be given out in its turn.
    private enum Item {
        case event(Gathered)
        case page(PendingAnswer, PageOrigin)
        /// An event that is made when its turn comes.
        case later(() -> Gathered?)
    }

    let options: GatheringOptions
    let workers: PageWorkers
    /// The ids made so far.
    var ids = MadeIDs()
    /// The bytes that the gatherer has taken from all inputs.
    var taken = 0
    /// The bytes that had been taken when what was given out last was put in.
    private(set) var position = 0

    /// Items that are worth being gathered ahead while a page is waited for.
    private static let limit = 256
    private var items: [(item: Item, taken: Int)] = []
    private var next = 0
    private var pages = 0
    private var held = 0
    private var ready: [Gathered] = []
    /// The file of which it was told last that its lines are of an export.
    private var exportTold: String?

    init(_ options: GatheringOptions, workers: PageWorkers) {
        self.options = options
        self.workers = workers
    }

    /// Whether nothing waits.
    var isEmpty: Bool { ready.isEmpty && next == items.count }

    /// Whether a page is waited for, and more may be gathered meanwhile.
    var hasRoomBesidePages: Bool {
        pages > 0 && pages < workers.lookahead && held < GatheringLimit.held && items.count - next < GatheredQueue.limit
    }

    // MARK: Putting in

    func add(_ event: Gathered) { items.append((.event(event), taken)) }

    /// Adds what is known of a page, which a worker is asked for; `origin.given` unless the caller knows it already.
    func add(_ request: PageRequest, _ origin: PageOrigin) {
        var request = request
        request.explains = options.explains && request.kind == .page
        if options.isKnown(origin.given) { return add(.known) }
        pages += 1
        held += request.bytes.count
        items.append((.page(workers.submit(request), origin), taken))
    }

    /// Adds what a worker has answered already.
    func add(_ answer: PendingAnswer, _ origin: PageOrigin) {
        if options.isKnown(origin.given) { return add(.known) }
        pages += 1
        held += origin.given.count
        items.append((.page(answer, origin), taken))
    }

    /// Adds an event that depends on what becomes of the pages before it.
    func addLater(_ event: @escaping () -> Gathered?) { items.append((.later(event), taken)) }

    /// Adds an article, with warnings about it.
    func add(_ article: Article, _ given: [UInt8], place: String, replaced: Int) {
        for event in events(of: article, given, place: place, replaced: replaced, language: nil) { add(event) }
    }

    func fail(_ place: String, _ reason: String, _ remedy: String) {
        add(.failure(Notice(place: place, reason: reason, remedy: remedy)))
    }

    // MARK: Giving out

    /// The next event, waiting for its page where need be; nil where nothing is there, or nobody wants it any more.
    func removeFirst() -> Gathered? {
        while ready.isEmpty {
            guard next < items.count else { return nil }
            let (item, taken) = items[next]
            next += 1
            position = taken
            switch item {
            case .event(let event): ready = [event]
            case .later(let event): ready = event().map { [$0] } ?? []
            case .page(let pending, let origin):
                guard let answer = pending.wait(unless: options.cancellation) else {
                    next -= 1
                    return nil
                }
                pages -= 1
                held -= origin.given.count
                ready = events(of: answer, origin)
            }
            forgetWhatIsDone()
        }
        return ready.removeFirst()
    }

    private func forgetWhatIsDone() {
        guard next == items.count || next > GatheredQueue.limit else { return }
        items.removeFirst(next)
        next = 0
    }

    /// Takes away what an article's line says of another ledger, unless it is wanted; what is to be told of it, once a file.
    private func withoutLedgerMember(_ article: inout Article) -> Notice? {
        guard !options.keepsLedgerMember, article.carried.contains(where: { $0.name == "ledger" }) else { return nil }
        article.carried.removeAll { $0.name == "ledger" }
        guard exportTold != article.path else { return nil }
        exportTold = article.path
        return Notice(
            place: article.path == "-" ? "standard input" : article.path,
            reason: "what its member \"ledger\" tells of judgements is not believed, the articles are read",
            remedy: "dixit restore takes an export up as it is")
    }

    /// Whether a line of an export tells that an article was removed, and so nothing to read.
    private func tellsRemoval(_ article: Article) -> Bool {
        guard !options.keepsLedgerMember, article.text.isEmpty,
            let member = article.carried.first(where: { $0.name == "ledger" })
        else { return false }
        var (json, isRemoved) = (JSONReader(Array(member.json.utf8)), false)
        try? json.object { name, json in
            isRemoved = isRemoved || name == "removed"
            try json.skip()
        }
        return isRemoved
    }

    /// Gives an article the parts that a person tells and it has not, and says where its date comes from.
    private func complete(_ article: inout Article) {
        let isDated = article.published != nil
        article.title = article.title ?? options.told[.title]
        article.outlet = article.outlet ?? options.told[.outlet]
        article.author = article.author ?? options.told[.author]
        article.published = article.published ?? options.told[.published]
        article.url = article.url ?? options.told[.url]
        tell(Dateline(of: article.text), of: &article)
        guard article.published != nil, !article.carried.contains(where: { $0.name == DateSource.member }) else { return }
        let source = isDated ? DateSource.file : .user
        article.carried.append(.init(name: DateSource.member, json: PageJSON.quoted(source.rawValue)))
    }

    /// Keeps what a dateline says: its day as the article's where it names the year and nothing else says one, its agency as the credit.
    private func tell(_ dateline: Dateline?, of article: inout Article) {
        guard let dateline, !article.carried.contains(where: { $0.name == "dateline" || $0.name == "ledger" }) else { return }
        article.carried.append(.init(name: "dateline", json: dateline.json))
        if let agency = dateline.agency, !article.carried.contains(where: { $0.name == "credit" }) {
            article.carried.append(.init(name: "credit", json: PageJSON.quoted(agency)))
        }
        guard article.published == nil, let day = dateline.date else { return }
        article.published = "\(day)"
        article.carried.removeAll { $0.name == DateSource.member }
        article.carried.append(.init(name: DateSource.member, json: PageJSON.quoted(DateSource.text.rawValue)))
    }

    /// - Parameters:
    ///   - language: what the page worker found it to be in.
    ///   - isKnown: whether to ask if the caller knows it.
    func events(
        of article: Article, _ given: [UInt8], place: String, replaced: Int, language: String?, isKnown: Bool = true
    ) -> [Gathered] {
        let notice = { Gathered.warning(Notice(place: place, reason: $0, remedy: $1)) }
        guard article.text.utf8.count <= GatheringLimit.article else {
            return [.failure(.articleTooLong(place))]
        }
        if tellsRemoval(article) { return [] }
        if isKnown, options.isKnown(given) { return [.known] }
        var article = article
        complete(&article)
        var events = withoutLedgerMember(&article).map { [Gathered.warning($0)] } ?? []
        if replaced > 0 {
            let places = replaced.counted("place in it is", "places in it are")
            events.append(notice("\(places) not UTF-8 and became U+FFFD", "convert it to UTF-8 if that matters"))
        }
        if !options.keepsLedgerMember, article.text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            events.append(notice("its text is empty", "it is recorded without statements"))
        }
        if !article.carried.contains(where: { $0.name == "cut" }), article.text.suffix(40).contains(CutText.sign) {
            article.carried.append(.init(name: "cut", json: PageJSON.quoted("excerpt")))
            events.append(
                notice("its text breaks off, as news services shorten it", "give the whole text, or a list of the addresses"))
        }
        let isForReading = options.languages == .any || ArticleLanguage.mayBeEnglish(article.text, told: language)
        if !isForReading {
            let found = language.map { $0 == "en" ? "" : " (“\($0)”)" } ?? ""
            events.append(
                notice(
                    "it is in another language than English\(found)",
                    "it is kept and not read; --language any reads it all the same"))
        }
        return events + [.article(article, given: given, isForReading: isForReading)]
    }
}

/// How a text ends that NewsAPI and its like have shortened: "a deal had been… [+1234 chars]".
private enum CutText {
    nonisolated(unsafe) static let sign = /\[\+\d+ chars\]\s*$/
}
