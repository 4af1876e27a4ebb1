import Record

/// What becomes of a page worker's answers.
extension GatheredQueue {
    func events(of answer: Result<PageAnswer, PageAnswer.Refusal>, _ origin: PageOrigin) -> [Gathered] {
        switch answer {
        case .success(.page(let page)):
            if let archive = origin.archive, !archive.takes(page, options.languages) { return [] }
            return events(of: page, origin, given: origin.given)
        case .failure(let refusal) where refusal.isEmpty && origin.archive != nil:
            origin.archive?.hadNoArticle()
            return []
        case .failure(let refusal) where refusal.isEmpty && origin.empty != nil:
            origin.empty?.count += 1
            return []
        case .success(.feed(let feed)): return events(of: feed, origin)
        case .success(.collection(let found)): return events(of: found, origin)
        case .success(.tables), .success(.references):
            return [
                .failure(
                    Notice(
                        place: origin.place, reason: "it is a list of articles, which is not read here",
                        remedy: "add it by its file’s name"))
            ]
        case .failure(let refusal):
            return [.failure(Notice(place: origin.place, reason: refusal.reason, remedy: refusal.remedy))]
        }
    }

    /// A page's article, behind what is odd about it.
    private func events(of page: PageAnswer.Page, _ origin: PageOrigin, given: [UInt8], isKnown: Bool = false) -> [Gathered] {
        let remarks = (page.remarks ?? []).map {
            Gathered.warning(Notice(place: origin.place, reason: $0.reason, remedy: $0.remedy))
        }
        return remarks
            + events(
                of: origin.article(page, told: options.told), given, place: origin.place, replaced: page.replaced,
                language: page.language,
                isKnown: isKnown)
    }

    /// The articles of a file. Where they are several, what one was given in is the line of JSON that says what is in it.
    private func events(of found: PageAnswer.Collection, _ origin: PageOrigin) -> [Gathered] {
        var events: [Gathered] = []
        let isAlone = found.articles.count == 1
        for (number, page) in zip(1..., found.articles) {
            var one = origin
            if !isAlone {
                one.id = ids.line(number, of: origin.id)
                one.place = "\(origin.place), article \(number)"
            }
            let given = isAlone ? origin.given : Array(PageJSON.line(page).dropLast())
            events += self.events(of: page, one, given: given, isKnown: !isAlone)
        }
        return events
            + found.passed.map { .note(Notice(place: origin.place, reason: $0.reason, remedy: $0.remedy)) }
    }

    /// The articles that a feed holds itself; how many items hold none is noted. What an item was given in is the line of JSON that says what is
    /// in it.
    private func events(of feed: PageAnswer.Feed, _ origin: PageOrigin) -> [Gathered] {
        var found: [Gathered] = []
        var others = feed.leftOut
        var dates = GivenDates(countsDays: false)
        for (number, item) in zip(1..., feed.items) {
            guard let text = item.text else {
                others += 1
                continue
            }
            var article = Article(
                id: item.id ?? item.url ?? ids.line(number, of: origin.id), path: origin.path, title: item.title,
                outlet: feed.title, author: item.author,
                published: item.published.map { dates.understood($0) }, url: item.url, text: text)
            for case (let name, let value?) in [
                (DateSource.member, item.published == nil ? nil : DateSource.feed.rawValue),
                ("updated", item.updated == item.published ? nil : item.updated), ("language", item.language),
                ("credit", item.credit),
            ] {
                article.carried.append(.init(name: name, json: PageJSON.quoted(value)))
            }
            found += events(
                of: article, PageJSON.line(item).dropLast(), place: "\(origin.place), item \(item.url ?? "\(number)")",
                replaced: 0,
                language: item.language)
        }
        if let notice = dates.notice(origin.place) { found.append(.warning(notice)) }
        if feed.items.isEmpty, others == 0 {
            let remedy = "see whether it is the feed you meant"
            found.append(.note(Notice(place: origin.place, reason: "the feed holds no item", remedy: remedy)))
        }
        if others > 0 {
            let reason =
                "passed over \(others.counted("item of the feed that does", "items of the feed that do")) not hold a whole article"
            found.append(
                .note(Notice(place: origin.place, reason: reason, remedy: "dixit watch fetches the pages that feeds name")))
        }
        return found
    }
}
