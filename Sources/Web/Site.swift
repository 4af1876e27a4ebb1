import HTTP
import Ledger
import Record
import Wire

/// The pages and the forms of this site, each a type of its own; this one finds them, and turns errors into pages that say what is wrong.
struct Site: Sendable {
    private let shared: SharedState
    private let pages = ResponseCache()

    /// All pages.
    private static let pages: [any Page.Type] = [
        FrontPage.self, ArticlesPage.self, ArticlePage.self, OriginalPage.self, StatementPage.self, SpeakersPage.self,
        SpeakerPage.self, OutletsPage.self, OutletPage.self, FiguresPage.self, SearchPage.self, SearchFeedPage.self,
        SuggestPage.self, CitePage.self,
        DutiesPage.self,
        ReviewPage.self,
        WhoIsWhoPage.self, AddPage.self, AddingPage.self, ComparePage.self, ChangedPage.self, BetweenPage.self,
    ]
    /// All that forms are sent to.
    private static let forms: [any FormTarget.Type] = [
        JudgementForm.self, DoubleForm.self, MendForm.self, AddForm.self, ReviewerForm.self, FollowForm.self,
    ]

    /// How long a page may take to make.
    private static let seconds = 15.0
    /// How long a table may, which has all rows there are.
    private static let tableSeconds = 60.0

    init(_ shared: SharedState) { self.shared = shared }

    /// The response to a request that was let in.
    func answer(_ request: Request, _ worker: WorkerLedger) -> Response {
        shared.filling?.noteRequest()
        if let asset = Assets.response(request.target.segments) { return asset }
        do {
            try shared.check()
            let context = PageContext(
                request: request, ledger: try worker.ledger(), shared: shared, mark: try shared.states.now(worker))
            switch request.method {
            case .read: return try read(context)
            case .write(let form):
                let target = Site.forms.first { $0.segments == request.target.segments }
                guard let target else { throw PageError.missing }
                return try target.response(form, context)
            }
        } catch {
            return failed(error, request)
        }
    }

    private func read(_ context: PageContext) throws -> Response {
        let segments = context.request.target.segments
        guard let page = Site.pages.first(where: { $0.stands(at: segments) }) else { throw PageError.missing }
        let make = {
            try context.ledger.within(seconds: context.format == .csv ? Site.tableSeconds : Site.seconds) {
                guard let response = try page.answer(context) else { throw PageError.missing }
                return response
            }
        }
        return page.isSameForAll ? try pages.response(to: context.request, mark: context.mark, make) : try make()
    }

    // MARK: Errors

    private func failed(_ error: any Error, _ request: Request) -> Response {
        var isReading = true
        if case .write = request.method { isReading = false }
        let told = PageError(telling: error, isReading: isReading)
        let (status, sentence) = (told.status, told.sentence)
        guard request.target.format == .html else {
            return .json(status: status) { json in json.object { $0.member("error", sentence) } }
        }
        let title = status == 404 ? "Not found" : status == 409 ? "Changed meanwhile" : "This cannot be shown"
        return .html(
            Frame(title: title).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: title)
                    html.element("p", text: sentence)
                    html.element("p") { $0.element("a", .href(.front), text: "To the front page") }
                }
            }, status: status)
    }
}
