-- Shows what a specification renders to in a window beside it, kept up to date while one types.

local M = {}

local method = 'integrationsLs/rendered'
-- Milliseconds; typing comes in bursts.
local pause = 150

local function client_of(bufnr)
  local clients = vim.lsp.get_clients({ name = require('integrations_ls.client').name, bufnr = bufnr })
  return clients[1]
end

--- Asks for the rendered file; `handle` gets the answer `{ file, text, problem }`.
local function ask(source, file, handle)
  local client = client_of(source)
  if not client then
    handle({ problem = 'integrations-ls is not attached to this file' })
    return
  end
  local params = { uri = vim.uri_from_bufnr(source), file = file or vim.NIL }
  local function answered(err, result)
    handle(err and { problem = err.message } or result or {})
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, answered, source)
  else
    client.request(method, params, answered, source)
  end
end

local function value(field)
  return field ~= vim.NIL and field or nil
end

local function fill(target, answer)
  local text = value(answer.text) or ('# %s\n'):format(value(answer.problem) or 'Nothing is rendered.')
  local lines = vim.split(text, '\n', { plain = true })
  if lines[#lines] == '' then
    lines[#lines] = nil
  end
  vim.bo[target].modifiable = true
  vim.api.nvim_buf_set_lines(target, 0, -1, false, lines)
  vim.bo[target].modifiable = false
  vim.bo[target].modified = false
end

local function window_of(source, file)
  local target = vim.api.nvim_create_buf(false, true)
  vim.bo[target].bufhidden = 'wipe'
  local title = ('integrations-ls://rendered/%d/%s'):format(source, file)
  local old = vim.fn.bufnr(title)
  if old ~= -1 then
    pcall(vim.api.nvim_buf_delete, old, { force = true })
  end
  vim.api.nvim_buf_set_name(target, title)
  vim.bo[target].filetype = 'yaml'
  local here = vim.api.nvim_get_current_win()
  vim.cmd('vertical rightbelow sbuffer ' .. target)
  vim.api.nvim_set_current_win(here)
  return target
end

local function keep_up(source, target, file)
  local timer = assert(vim.uv.new_timer())
  local group = vim.api.nvim_create_augroup('integrations_ls_preview_' .. target, { clear = true })
  local function refresh()
    if vim.api.nvim_buf_is_valid(target) and vim.api.nvim_buf_is_valid(source) then
      ask(source, file, function(answer)
        if vim.api.nvim_buf_is_valid(target) then
          fill(target, answer)
        end
      end)
    end
  end
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI', 'TextChangedP', 'BufWritePost' }, {
    group = group,
    buffer = source,
    desc = 'Render the specification again',
    callback = function()
      timer:stop()
      timer:start(pause, 0, vim.schedule_wrap(refresh))
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', {
    group = group,
    buffer = target,
    callback = function()
      timer:stop()
      timer:close()
      vim.api.nvim_del_augroup_by_id(group)
    end,
  })
end

--- Opens the rendered file of the specification in a buffer, else the current one; `file` chooses among several.
function M.show(file, source)
  source = source or vim.api.nvim_get_current_buf()
  ask(source, file, function(answer)
    local name = value(answer.file)
    if not name then
      vim.notify(value(answer.problem) or 'nothing is rendered from this file', vim.log.levels.ERROR)
      return
    end
    local target = window_of(source, name)
    fill(target, answer)
    keep_up(source, target, name)
  end)
end

return M
