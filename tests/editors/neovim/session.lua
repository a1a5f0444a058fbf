-- The features in one Neovim session against the built server, run by
-- `nvim --headless -u NONE -l session.lua`. Prints one line per check and ends with status 1 when any of them failed.

local t = dofile(vim.fs.dirname(arg[0]) .. '/harness.lua')
local scratch, sample = t.scratch, t.sample
local check, wait_for, edit, clients, diagnostics, read = t.check, t.wait_for, t.edit, t.clients, t.diagnostics, t.read

local function line(bufnr, row)
  return vim.api.nvim_buf_get_lines(bufnr, row, row + 1, true)[1]
end

--- 0-based row and byte columns of the first cell with this text below the header.
local function find_cell(bufnr, text)
  for row = 1, vim.api.nvim_buf_line_count(bufnr) - 1 do
    local start = (',' .. line(bufnr, row) .. ','):find(',' .. text .. ',', 1, true)
    if start then
      return row, start - 1, start - 1 + #text
    end
  end
  error('no cell ' .. text)
end

local function request(bufnr, method, row, column)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    position = { line = row, character = column },
  }
  for _, reply in pairs(assert(vim.lsp.buf_request_sync(bufnr, method, params, 5000), 'no answer')) do
    assert(not reply.err, vim.inspect(reply.err))
    return reply.result
  end
  error('no client answered ' .. method)
end

t.start({ cmd = t.command, settings = { integrationsLs = { ignore = { 'metadata/invalid-orientation' } } } })


check('a manifest.json of something else is left alone', function()
  for _, name in ipairs({ 'web-app/manifest.json', 'browser-extension/manifest.json', 'data/metadata.csv' }) do
    local buf = edit(scratch .. '/elsewhere/' .. name)
    assert(vim.bo[buf].filetype ~= '', 'the file type is not set, so nothing could have started')
    vim.wait(300)
    assert(#clients(buf) == 0, name .. ' got a client')
  end
end)

local metadata

check('an unknown unit in metadata.csv is reported', function()
  metadata = edit(sample .. '/beacon_cache/metadata.csv')
  wait_for('diagnostics', function()
    return #diagnostics(metadata, 'metadata/invalid-unit') == 1
  end)
  local row, from, to = find_cell(metadata, 'bytes')
  local found = diagnostics(metadata, 'metadata/invalid-unit')[1]
  assert(found.lnum == row and found.col == from and found.end_col == to, vim.inspect(found))
  assert(clients(metadata)[1].config.root_dir == sample, 'root is ' .. tostring(clients(metadata)[1].config.root_dir))
end)

check('settings of the client count', function()
  assert(#diagnostics(metadata, 'metadata/invalid-orientation') == 0)
end)

check('hover on the column header explains the column', function()
  local column = line(metadata, 0):find('unit_name', 1, true)
  vim.api.nvim_win_set_cursor(0, { 1, column })
  vim.lsp.buf.hover()
  local text
  wait_for('a floating window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end)
  assert(text:find('unit_name', 1, true) and #text > 20, text)
end)

check('completion in the unit cell offers byte', function()
  local row, from = find_cell(metadata, 'bytes')
  local result = request(metadata, 'textDocument/completion', row, from + 2)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, result.items or result)
  assert(vim.tbl_contains(labels, 'byte'), vim.inspect(labels))
end)

check('the quick fix replaces the unit and is saved', function()
  local row, from = find_cell(metadata, 'bytes')
  vim.api.nvim_win_set_cursor(0, { row + 1, from })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.isPreferred and vim.iter(action.diagnostics or {}):any(function(d)
        return d.code == 'metadata/invalid-unit'
      end)
    end,
  })
  wait_for('the edit', function()
    return line(metadata, row):sub(from + 1):find('^byte,') ~= nil
  end)
  wait_for('the diagnostic to go', function()
    return #diagnostics(metadata, 'metadata/invalid-unit') == 0
  end)
  vim.cmd.write()
  local saved = read(sample .. '/beacon_cache/metadata.csv')
  assert(saved:find(',byte,', 1, true) and not saved:find(',bytes,', 1, true), saved)
end)

check('completion stays inside a quoted cell', function()
  local row, from, to = find_cell(metadata, 'connection')
  vim.api.nvim_buf_set_text(metadata, row, from, row, to, { '"conn"' })
  local result = request(metadata, 'textDocument/completion', row, from + 5)
  local item = vim.iter(result.items or result):find(function(candidate)
    return candidate.label == 'connection'
  end)
  assert(item and item.textEdit, vim.inspect(result))
  local edit_of_item = item.textEdit
  edit_of_item.range = edit_of_item.range or edit_of_item.replace
  vim.lsp.util.apply_text_edits({ edit_of_item }, metadata, clients(metadata)[1].offset_encoding)
  assert(line(metadata, row):find(',"connection",', 1, true), line(metadata, row))
end)

check('all safe fixes and the sorting of rows are source actions', function()
  local function apply(kind)
    vim.lsp.buf.code_action({ apply = true, context = { only = { kind }, diagnostics = {} } })
  end
  local wrong_type = find_cell(metadata, 'Gauge')
  apply('source.fixAll.integrationsLs')
  wait_for('the safe fixes', function()
    return line(metadata, wrong_type):find(',gauge,', 1, true) ~= nil
  end)
  apply('source.sortRows.integrationsLs')
  wait_for('sorted rows', function()
    local rows = vim.api.nvim_buf_get_lines(metadata, 1, -1, true)
    local sorted = vim.deepcopy(rows)
    table.sort(sorted)
    return vim.deep_equal(rows, sorted)
  end)
end)

check('renaming the source in manifest.json flags the rows of metadata.csv', function()
  local table_buffer = edit(sample .. '/acme_queue/metadata.csv')
  local manifest = edit(sample .. '/acme_queue/manifest.json')
  wait_for('the client', function()
    return #clients(manifest) == 1
  end)
  assert(clients(manifest)[1].id == clients(metadata)[1].id, 'a second server was started')
  -- Rows whose `integration` cell is underlined.
  local function flagged()
    local rows = {}
    for _, d in ipairs(diagnostics(table_buffer)) do
      if line(table_buffer, d.lnum):sub(d.col + 1, d.end_col) == 'acme_queue' then
        rows[d.lnum] = true
      end
    end
    return vim.tbl_count(rows)
  end
  assert(flagged() == 0)
  vim.cmd([[%s/"source_type_name": "\zs[^"]*\ze"/Acme Renamed/]])
  local rows = vim.api.nvim_buf_line_count(table_buffer) - 1
  wait_for(rows .. ' flagged rows', function()
    return flagged() == rows
  end)
  vim.cmd('undo')
  wait_for('the rows to be fine again', function()
    return flagged() == 0
  end)
end)

--- Opens a file of the sample and waits for the one finding of a rule; returns buffer and finding.
local function edit_and_find(path, code)
  local bufnr = edit(sample .. '/' .. path)
  wait_for(code, function()
    return #diagnostics(bufnr, code) == 1
  end)
  return bufnr, diagnostics(bufnr, code)[1]
end

check('a wrong status in service_checks.json is completed, fixed and saved', function()
  local path = 'beacon_cache/assets/service_checks.json'
  local bufnr, found = edit_and_find(path, 'service-checks/status')
  local result = request(bufnr, 'textDocument/completion', found.lnum, found.col + 5)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, result.items or result)
  assert(vim.tbl_contains(labels, 'critical'), vim.inspect(labels))
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.isPreferred or action.title:find('`critical`', 1, true) ~= nil
    end,
  })
  wait_for('the finding to go', function()
    return line(bufnr, found.lnum):find('"critical"', 1, true) and #diagnostics(bufnr, 'service-checks/status') == 0
  end)
  vim.cmd.write()
  assert(read(sample .. '/' .. path):find('"critical"', 1, true))
end)

check('a comment silences a slip in spec.yaml, and is reported once it is of no use', function()
  local bufnr, found = edit_and_find('beacon_cache/assets/configuration/spec.yaml', 'spec/unknown-option-field')
  assert(line(bufnr, found.lnum):sub(found.col + 1, found.end_col) == 'requried', vim.inspect(found))
  local row = found.lnum
  vim.api.nvim_buf_set_lines(bufnr, row, row, true, { '            # integrations-ls: ignore[spec/unknown-option-field]' })
  wait_for('silence', function()
    return #diagnostics(bufnr, 'spec/unknown-option-field') == 0
  end)
  local right = line(bufnr, row + 1):gsub('requried', 'required')
  vim.api.nvim_buf_set_lines(bufnr, row + 1, row + 2, true, { right })
  wait_for('the idle comment', function()
    return #diagnostics(bufnr, 'settings/unused-suppression') == 1
  end)
end)

check('CODEOWNERS lacks an integration, and gets its line', function()
  local bufnr, found = edit_and_find('.github/CODEOWNERS', 'codeowners/missing-entry')
  assert(found.message:find('/beacon_cache/', 1, true), found.message)
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.title:find('Ignore', 1, true) == nil
    end,
  })
  wait_for('the line', function()
    return #diagnostics(bufnr, 'codeowners/missing-entry') == 0
  end)
  assert(vim.fn.search('^/beacon_cache/ ', 'nw') > 0)
end)

check('renaming a service check flags an open dashboard', function()
  local dashboard = edit(sample .. '/acme_queue/assets/dashboards/acme_queue_overview.json')
  local checks = edit(sample .. '/acme_queue/assets/service_checks.json')
  wait_for('the client', function()
    return #clients(checks) == 1 and #clients(dashboard) == 1
  end)
  local function flagged()
    return #diagnostics(dashboard, 'dashboards/check-unknown')
  end
  assert(flagged() == 0)
  vim.cmd([[%s/acme_queue\.\zscan_connect/can_reach/]])
  wait_for('the flagged widget', function()
    return flagged() == 1
  end)
  vim.cmd('undo')
  wait_for('the widget to be fine again', function()
    return flagged() == 0
  end)
end)

check('a specification is shown rendered, and what is derived from it is written again', function()
  local example = edit(sample .. '/acme_queue/datadog_checks/acme_queue/data/conf.yaml.example')
  local spec = edit(sample .. '/acme_queue/assets/configuration/spec.yaml')
  wait_for('the client', function()
    return #clients(spec) == 1 and #clients(example) == 1
  end)
  local function text(bufnr)
    return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true), '\n')
  end
  local preview
  vim.cmd.IntegrationsLsRendered()
  wait_for('the preview', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local buf = vim.api.nvim_win_get_buf(window)
      if vim.api.nvim_buf_get_name(buf):find('integrations-ls://rendered', 1, true) then
        preview = buf
      end
    end
    return preview ~= nil
  end)
  assert(text(preview) == text(example), text(preview))
  assert(vim.api.nvim_get_current_buf() == spec, 'the cursor left the specification')
  vim.cmd([[%s/Statistics port/Port for statistics/]])
  vim.api.nvim_exec_autocmds('TextChanged', { buffer = spec })
  wait_for('the new preview', function()
    return text(preview):find('## Port for statistics of the broker.', 1, true) ~= nil
  end)
  wait_for('the drift', function()
    return #diagnostics(example, 'config/out-of-sync') == 1
  end)
  vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.sync.integrationsLs' }, diagnostics = {} } })
  wait_for('the example', function()
    return #diagnostics(example, 'config/out-of-sync') == 0
  end)
  assert(text(preview) == text(example), text(example))
  vim.cmd('only')
end)

check('a section that README.md lacks is inserted', function()
  local bufnr = edit(sample .. '/acme_queue/README.md')
  wait_for('the client', function()
    return #clients(bufnr) == 1
  end)
  vim.cmd([[silent %s/^## Setup$/## Beginning/]])
  wait_for('the finding', function()
    return #diagnostics(bufnr, 'readme/missing-section') == 1
  end)
  local found = diagnostics(bufnr, 'readme/missing-section')[1]
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.title:find('Setup', 1, true) ~= nil
    end,
  })
  wait_for('the section', function()
    return vim.fn.search('^## Setup$', 'nw') > 0 and #diagnostics(bufnr, 'readme/missing-section') == 0
  end)
  vim.cmd('edit!')
end)

check('a metric in a dashboard leads to its row', function()
  local dashboard = edit(sample .. '/acme_queue/assets/dashboards/acme_queue_overview.json')
  wait_for('the client', function()
    return #clients(dashboard) == 1
  end)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search([[avg:acme_queue\.\zs]]) > 0)
  local metric = vim.fn.expand('<cWORD>'):match('acme_queue[%w_.]+')
  vim.lsp.buf.definition()
  wait_for('metadata.csv', function()
    return vim.api.nvim_buf_get_name(0) == sample .. '/acme_queue/metadata.csv'
  end)
  assert(vim.startswith(vim.api.nvim_get_current_line(), metric .. ','), vim.api.nvim_get_current_line())
end)

check('two repositories at once do not mix', function()
  local second = scratch .. '/second'
  assert(vim.system({ 'cp', '-r', sample, second }):wait().code == 0)
  local manifest = edit(second .. '/acme_queue/manifest.json')
  local rows = edit(second .. '/acme_queue/metadata.csv')
  local first = edit(sample .. '/acme_queue/metadata.csv')
  wait_for('clients', function()
    return #clients(manifest) == 1 and #clients(rows) == 1 and #clients(first) == 1
  end)
  assert(clients(rows)[1].config.root_dir == second, clients(rows)[1].config.root_dir)
  assert(clients(first)[1].config.root_dir == sample, clients(first)[1].config.root_dir)
  vim.api.nvim_buf_call(manifest, function()
    vim.cmd([[silent %s/"source_type_name": "\zs[^"]*\ze"/Acme Renamed/]])
  end)
  wait_for('findings of the second', function()
    return #diagnostics(rows, 'metadata/wrong-integration') > 0
  end)
  assert(#diagnostics(first, 'metadata/wrong-integration') == 0, 'the first heard of it')
  for _, bufnr in ipairs({ manifest, rows }) do
    vim.api.nvim_buf_delete(bufnr, { force = true })
  end
end)

check('an integration outside a repository is its own root', function()
  local buf = edit(scratch .. '/alone/ember_stat/metadata.csv')
  wait_for('the client', function()
    return #clients(buf) == 1
  end)
  local root = clients(buf)[1].config.root_dir
  assert(root == scratch .. '/alone/ember_stat', 'root is ' .. root)
end)

t.finish()
